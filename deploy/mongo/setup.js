// Makes the replica set of three and the application's user; safe to run again (see docker-compose.yml).
const fs = require("node:fs");
const secret = (name) => fs.readFileSync(`/run/secrets/${name}`, "utf8").trim();
const members = ["mongo-1:27017", "mongo-2:27017", "mongo-3:27017"];
const root = (host, options = "") => connect(`mongodb://root:${encodeURIComponent(secret("mongo_root_password"))}@${host}/admin${options}`);

const first = root(members[0], "?directConnection=true");
try {
  first.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  first.adminCommand({ replSetInitiate: { _id: "impactpulse", members: members.map((host, _id) => ({ _id, host })) } });
}

const set = root(members.join(","), "?replicaSet=impactpulse&serverSelectionTimeoutMS=60000");
const database = set.getSiblingDB("impactpulse");
if (database.getUser("impactpulse") === null) {
  database.createUser({
    user: "impactpulse",
    pwd: secret("mongo_app_password"),
    roles: [
      { role: "readWrite", db: "impactpulse" },
      { role: "dbAdmin", db: "impactpulse" }, // validators and indexes are made by `migrate`
    ],
  });
}
print("the replica set and the application's user are there");
