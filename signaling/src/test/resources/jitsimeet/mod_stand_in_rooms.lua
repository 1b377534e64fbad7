-- Rooms open by their own token, and belong to whose token says so. For tests.

local jid_node = require "util.jid".node;
local st = require "util.stanza";

local verify = module:get_option_boolean("stand_in_verify_room", true);
local affiliate = module:get_option_boolean("stand_in_affiliation", true);

module:hook("muc-occupant-pre-join", function (event)
	local claims = event.origin.stand_in_claims;
	if verify and claims and claims.room ~= jid_node(event.room.jid) then
		event.origin.send(st.error_reply(event.stanza, "cancel", "not-allowed", "Room and token mismatched"));
		return true;
	end
end, 99);

module:hook("muc-occupant-joined", function (event)
	local claims = event.origin.stand_in_claims;
	if affiliate and claims then
		local owner = claims.context.user.moderator == "true" or claims.context.user.affiliation == "owner";
		event.room:set_affiliation(true, event.occupant.bare_jid, owner and "owner" or "member");
	end
end);

-- Everybody sees real addresses, as the focus has it.
module:hook("muc-room-pre-create", function (event)
	event.room:set_whois("anyone");
end);
