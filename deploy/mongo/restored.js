// What has to be done to a restored database before anything of ours runs. Arguments are JSON: a test does the same with them.

// Positions in the change stream of servers that are gone, and leases of processes that are: without them the relay begins a new
// generation, and recounts every session under a new epoch.
db.checkpoints.deleteMany({});
db.leases.deleteMany({});

// Nobody knows any more what was sent since the back-up, nor who unsubscribed: plans and webhooks rest until somebody wakes them.
db.reminders.updateMany({"is_active": true}, {"$set": {"is_active": false}, "$inc": {"version": 1}});
db.report_plans.updateMany({"is_active": true}, {"$set": {"is_active": false}, "$inc": {"version": 1}});
db.webhooks.updateMany({"is_enabled": true}, {"$set": {"is_enabled": false, "disabled": "by_member"}, "$inc": {"version": 1}});
