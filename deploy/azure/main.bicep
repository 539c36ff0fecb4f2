// ImpactPulse on Azure: web processes on App Service, background processes on Container Apps (docs/deployment.md).
targetScope = 'resourceGroup'

@description('The image, for example ghcr.io/OWNER/impactpulse:TAG; the registry must let anybody pull it.')
param image string

@description('What people type, without a slash at the end.')
param publicUrl string

@secure()
@description('A MongoDB replica set.')
param mongodbUrl string

@secure()
@minLength(32)
@description('Signs tokens and receipts. It must never change by accident: see docs/operations.md.')
param jwtSecret string

@description('Sender of every mail, of a domain that the mail service knows.')
param mailFrom string = ''

@secure()
@description('What JWT_SECRET was before, each on a line of its own.')
param formerJwtSecrets string = ''

@secure()
@description('Key of the mail service Resend. Empty: mail stays in the collection `outbox`.')
param resendApiKey string = ''

@secure()
@description('Proves what that service reports.')
param resendWebhookSecret string = ''

@secure()
@description('Proves who we are to an OpenID provider, whose OIDC_ISSUER stands in moreSettings.')
param oidcClientSecret string = ''

@description('Other settings of docs/settings.md by their names, for example { OIDC_ISSUER: \'https://login.example.org\' }.')
param moreSettings object = {}

param location string = resourceGroup().location

@description('Static Web Apps exist in few regions; only files are kept there.')
param documentationLocation string = 'westeurope'

@minLength(3)
@maxLength(20)
param name string = 'impactpulse'

@minValue(2)
@description('Web processes.')
param instances int = 2

var suffix = uniqueString(resourceGroup().id, name)
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
var settings = union({
  PUBLIC_URL: publicUrl
  SECURE_COOKIES: 'true'
  SHUTDOWN_TIMEOUT_S: '12'
  // Where front ends speak to containers from; with '*' the first address counts, which anybody may send.
  TRUSTED_PROXIES: '169.254.0.0/16,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16'
  MAIL_FROM: mailFrom
}, moreSettings)
var secretNames = {
  MONGODB_URL: 'mongodb-url'
  REDIS_URL: 'redis-url'
  JWT_SECRET: 'jwt-secret'
}
var givenSecrets = filter([
  { setting: 'FORMER_JWT_SECRETS', name: 'former-jwt-secrets', value: formerJwtSecrets }
  { setting: 'RESEND_API_KEY', name: 'resend-api-key', value: resendApiKey }
  { setting: 'RESEND_WEBHOOK_SECRET', name: 'resend-webhook-secret', value: resendWebhookSecret }
  { setting: 'OIDC_CLIENT_SECRET', name: 'oidc-client-secret', value: oidcClientSecret }
], secret => !empty(secret.value))

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

// ── secrets ─────────────────────────────────────────────────────────────────────────────────────────────────────

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}${suffix}', 24)
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identity.id, secretsUser)
  properties: {
    roleDefinitionId: secretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource mongodbUrlSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: secretNames.MONGODB_URL
  properties: { value: mongodbUrl }
}

resource jwtSecretSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: secretNames.JWT_SECRET
  properties: { value: jwtSecret }
}

resource optionalSecrets 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [for secret in givenSecrets: {
  parent: vault
  name: secret.name
  properties: { value: secret.value }
}]

resource redisUrlSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: secretNames.REDIS_URL
  properties: {
    value: 'rediss://:${uriComponent(redisDatabase.listKeys().primaryKey)}@${redis.properties.hostName}:${redisDatabase.properties.port}/0'
  }
}

// ── Redis: nothing in it cannot be lost ─────────────────────────────────────────────────────────────────────────

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: '${name}-${suffix}'
  location: location
  sku: { name: 'Balanced_B0' }
  properties: { minimumTlsVersion: '1.2', publicNetworkAccess: 'Enabled' }
}

resource redisDatabase 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: redis
  name: 'default'
  properties: {
    clientProtocol: 'Encrypted'
    clusteringPolicy: 'NoCluster'
    evictionPolicy: 'NoEviction'
    port: 10000
    accessKeysAuthentication: 'Enabled'
    persistence: { aofEnabled: true, aofFrequency: '1s' }
  }
}

// ── web processes ───────────────────────────────────────────────────────────────────────────────────────────────

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: { name: 'P1v3', capacity: instances }
  properties: { reserved: true }
}

resource web 'Microsoft.Web/sites@2023-12-01' = {
  name: '${name}-${suffix}'
  location: location
  kind: 'app,linux,container'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      linuxFxVersion: 'DOCKER|${image}'
      appCommandLine: 'serve'
      alwaysOn: true
      webSocketsEnabled: true
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/health/ready'
    }
  }
  dependsOn: [mayReadSecrets]
}

resource webSettings 'Microsoft.Web/sites/config@2023-12-01' = {
  parent: web
  name: 'appsettings'
  properties: union(settings, {
    WEBSITES_PORT: '8000'
    WEBSITES_CONTAINER_STOP_TIME_LIMIT: '50'
    MONGODB_URL: '@Microsoft.KeyVault(SecretUri=${mongodbUrlSecret.properties.secretUri})'
    REDIS_URL: '@Microsoft.KeyVault(SecretUri=${redisUrlSecret.properties.secretUri})'
    JWT_SECRET: '@Microsoft.KeyVault(SecretUri=${jwtSecretSecret.properties.secretUri})'
  }, toObject(givenSecrets, secret => secret.setting, secret => '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${secret.name})'))
  dependsOn: [optionalSecrets]
}

// The console is our log, without answers and people; logs of requests would hold addresses, and are left off.
resource webLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: web
  name: 'logs'
  properties: {
    workspaceId: logs.id
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'who read which secret'
  properties: {
    workspaceId: logs.id
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

// ── background processes ────────────────────────────────────────────────────────────────────────────────────────

resource background 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: { customerId: logs.properties.customerId, sharedKey: logs.listKeys().primarySharedKey }
    }
  }
}

var vaultSecrets = concat([
  { name: secretNames.MONGODB_URL, keyVaultUrl: mongodbUrlSecret.properties.secretUri, identity: identity.id }
  { name: secretNames.REDIS_URL, keyVaultUrl: redisUrlSecret.properties.secretUri, identity: identity.id }
  { name: secretNames.JWT_SECRET, keyVaultUrl: jwtSecretSecret.properties.secretUri, identity: identity.id }
], map(givenSecrets, secret => { name: secret.name, keyVaultUrl: '${vault.properties.vaultUri}secrets/${secret.name}', identity: identity.id }))
var environment = concat(
  map(items(settings), setting => { name: setting.key, value: setting.value }),
  map(items(secretNames), secret => { name: secret.key, secretRef: secret.value }),
  map(givenSecrets, secret => { name: secret.setting, secretRef: secret.name }),
  [{ name: 'METRICS_HOST', value: '0.0.0.0' }, { name: 'METRICS_PORT', value: string(watchedAt) }]
)
var watchedAt = 9100
// A process that hangs answers nothing there, and is replaced.
var probes = [
  { type: 'Liveness', httpGet: { path: '/health/live', port: watchedAt }, initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 4, failureThreshold: 3 }
]
var processes = [
  { name: 'relay', replicas: 2 }
  { name: 'worker', replicas: 1 }
  { name: 'scheduler', replicas: 1 }
]

resource processApps 'Microsoft.App/containerApps@2024-03-01' = [for process in processes: {
  name: '${name}-${process.name}'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: background.id
    configuration: { secrets: vaultSecrets }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        { name: process.name, image: image, args: [process.name], env: environment, probes: probes, resources: { cpu: json('0.5'), memory: '1Gi' } }
      ]
      scale: { minReplicas: process.replicas, maxReplicas: process.replicas }
    }
  }
  dependsOn: [mayReadSecrets, optionalSecrets]
}]

resource migration 'Microsoft.App/jobs@2024-03-01' = {
  name: '${name}-migrate'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: background.id
    configuration: {
      triggerType: 'Manual'
      replicaTimeout: 1800
      replicaRetryLimit: 1
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      secrets: vaultSecrets
    }
    template: {
      containers: [
        { name: 'migrate', image: image, args: ['migrate'], env: environment, resources: { cpu: json('0.5'), memory: '1Gi' } }
      ]
    }
  }
  dependsOn: [mayReadSecrets, optionalSecrets]
}

// ── the documentation ───────────────────────────────────────────────────────────────────────────────────────────

resource documentation 'Microsoft.Web/staticSites@2023-12-01' = {
  name: '${name}-docs'
  location: documentationLocation
  sku: { name: 'Free', tier: 'Free' }
  properties: {}
}

output webName string = web.name
output webHost string = web.properties.defaultHostName
output documentationHost string = documentation.properties.defaultHostname
