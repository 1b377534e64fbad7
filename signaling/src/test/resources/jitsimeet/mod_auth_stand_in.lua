-- Lets in who has a good token, as a Jitsi Meet deployment does: for tests, and no deployment's own code.
-- Each check can be switched off, to see that the engine notices.

local formdecode = require "util.http".formdecode;
local jwt = require "util.jwt";
local new_sasl = require "util.sasl".new;
local sasl = require "util.sasl";
local uuid = require "util.uuid".generate;

local app_id = module:get_option_string("stand_in_app_id");
local secret = module:get_option_string("stand_in_secret");
local audience = module:get_option_string("stand_in_audience", "jitsi");
local check_tokens = module:get_option_boolean("stand_in_tokens", true);
local allow_empty = module:get_option_boolean("stand_in_allow_empty", false);

module:hook_global("websocket-session", function (event)
	local query = formdecode(event.request.url.query or "");
	event.session.stand_in_token = query.token;
	event.session.stand_in_room = query.room;
end);

local function flaw(claims)
	local now = os.time();
	if claims.iss ~= app_id then return "Invalid issuer ('iss' claim)"; end
	if claims.aud ~= audience then return "Invalid audience ('aud' claim)"; end
	if claims.sub ~= module.host then return "Invalid domain ('sub' claim)"; end
	if type(claims.room) ~= "string" or claims.room == "*" then return "'room' claim is missing"; end
	if type(claims.exp) ~= "number" or claims.exp <= now then return "Not acceptable by exp: token is expired"; end
	if type(claims.nbf) ~= "number" or claims.nbf > now then return "Not acceptable by nbf"; end
	if claims.exp - now > 600 then return "Tokens of that length are not made by the engine"; end
	if type(claims.context) ~= "table" or type(claims.context.user) ~= "table" then return "'context' claim is missing"; end
	for key, value in pairs(claims.context.user) do
		if key ~= "id" and key ~= "moderator" and key ~= "affiliation" or type(value) ~= "string" then
			return "A user with more than an id";
		end
	end
end

local function decoded(token)
	local good, claims = jwt.verify(secret, token);
	if good then return claims; end
	if check_tokens then return nil, "Invalid signature"; end
	local json = require "util.json";
	local base64 = require "util.encodings".base64;
	local body = token:match("^[^.]+%.([^.]+)%."):gsub("[-_]", { ["-"] = "+", ["_"] = "/" });
	return json.decode(base64.decode(body .. ("="):rep(-#body % 4)));
end

local function judge(session)
	local token = session.stand_in_token;
	if not token then
		return allow_empty, "token required";
	end
	local claims, why = decoded(token);
	if not claims then return false, why; end
	why = flaw(claims);
	if why then return false, why; end
	session.stand_in_claims = claims;
	return true;
end

sasl.registerMechanism("ANONYMOUS", { "anonymous" }, function (self)
	local good, why = self.profile.anonymous(self, uuid(), self.realm);
	if good then
		self.username = uuid();
		return "success";
	end
	return "failure", "not-allowed", why;
end);

local provider = {};
function provider.get_sasl_handler(session)
	return new_sasl(module.host, { anonymous = function () return judge(session); end });
end
module:provides("auth", provider);
