-- What Prosody of a Jitsi Meet deployment needs for media.bridge: jitsi-meet. Not a whole configuration: put these lines
-- into the parts of that name in the deployment's own (/etc/prosody/conf.avail/meet.example.org.cfg.lua).

VirtualHost "meet.example.org"
    authentication = "token"
    app_id = "rooms"                                  -- media.jitsiMeet.appId
    asap_accepted_issuers = { "rooms" }
    asap_accepted_audiences = { "jitsi" }             -- media.jitsiMeet.audience
    -- RS256: Prosody fetches the public key from here, as <SHA-256 of media.jitsiMeet.keyId in hex>.pem. A static file on
    -- a web server of your own will do. For HS256 leave it out and set app_secret instead.
    asap_key_server = "https://keys.example.org"
    allow_empty_token = false                         -- nobody comes in without a token
    consider_websocket_secure = true                  -- where a proxy in front speaks TLS
    av_moderation_component = "avmoderation.meet.example.org"
    modules_enabled = {
        "websocket",           -- the engine and the browsers come by it
        "smacks",
        "ping",
        "presence_identity",   -- says in the room whose token it is
        "av_moderation",       -- nobody sends what the engine did not allow; newer releases have the component alone
    }

Component "avmoderation.meet.example.org" "av_moderation_component"
    muc_component = "conference.meet.example.org"

Component "conference.meet.example.org" "muc"
    restrict_room_creation = true
    muc_room_locking = false
    muc_room_default_public_jids = true
    modules_enabled = {
        "muc_meeting_id",
        "muc_domain_mapper",
        "token_verification",  -- a token opens its own room alone
        "token_affiliation",   -- the engine owns the room; older releases have it in jitsi-contrib/prosody-plugins alone
    }
    -- Not here: muc_allowners, which makes everybody an owner, and lobby modules, in front of whose door the engine
    -- would wait.

-- muc_mapper_domain_base and the component "metadata" (room_metadata_component), which moderation needs, stand in every
-- installed configuration. A component of internal clients, such as the focus and the bridges, stays as it is.
