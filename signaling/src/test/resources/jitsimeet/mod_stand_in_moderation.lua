-- A component that keeps who may send what in a room, and tells. For tests.

local json = require "util.json";
local st = require "util.stanza";

local muc = module:get_option_string("stand_in_muc");
local media = { audio = true, video = true, desktop = true };

local function room_of(session)
	local name = session and session.stand_in_room;
	return name and prosody.hosts[muc].modules.muc.get_room_from_jid(name .. "@" .. muc);
end

local function tell(to, what)
	what.type = "av_moderation";
	module:send(st.message({ from = module.host, to = to })
		:tag("json-message", { xmlns = "http://jitsi.org/jitmeet" }):text(json.encode(what)):up());
end

local function tell_list(room, medium, whom, removed)
	for _, occupant in room:each_occupant() do
		if occupant.role == "moderator" then
			tell(occupant.jid, { room = room.jid, whitelists = room.stand_in_moderated, mediaType = medium, removed = removed });
		elseif occupant.nick == whom and not removed then
			tell(occupant.jid, { room = room.jid, mediaType = medium, approved = true });
		end
	end
end

module:hook("message/host", function (event)
	local stanza, room = event.stanza, room_of(event.origin);
	local order = stanza:get_child("av_moderation");
	if stanza.attr.type == "error" or not room or not order then return; end
	local actor = room:get_occupant_by_real_jid(stanza.attr.from);
	local medium = order.attr.mediaType;
	if not actor or actor.role ~= "moderator" or not media[medium] then return false; end
	room.stand_in_moderated = room.stand_in_moderated or {};
	local lists = room.stand_in_moderated;
	if order.attr.enable == "true" then
		if lists[medium] then return true; end
		lists[medium] = {};
		for _, occupant in room:each_occupant() do
			tell(occupant.jid, { room = room.jid, enabled = true, mediaType = medium, actor = actor.nick });
		end
		return true;
	end
	local whom = order.attr.jidToWhitelist or order.attr.jidToBlacklist;
	if not room:get_occupant_by_nick(whom) or not lists[medium] then return false; end
	if order.attr.jidToWhitelist then
		table.insert(lists[medium], whom);
	else
		for index, listed in ipairs(lists[medium]) do
			if listed == whom then table.remove(lists[medium], index); break; end
		end
	end
	tell_list(room, medium, whom, order.attr.jidToBlacklist ~= nil or nil);
	return true;
end);

local function watch(host)
	if host ~= muc then return; end
	module:context(muc):hook("muc-occupant-joined", function (event)
		for medium in pairs(event.room.stand_in_moderated or {}) do
			tell(event.occupant.jid, { room = event.room.jid, enabled = true, mediaType = medium });
		end
		for _, occupant in event.room:each_occupant() do
			if occupant.nick == event.occupant.nick and occupant.role == "moderator" and event.room.stand_in_moderated then
				tell(occupant.jid, { room = event.room.jid, whitelists = event.room.stand_in_moderated });
			end
		end
	end, -2);
end

if prosody.hosts[muc] then watch(muc); else prosody.events.add_handler("host-activated", watch); end
