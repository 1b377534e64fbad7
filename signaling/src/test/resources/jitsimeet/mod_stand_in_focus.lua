-- A component that makes rooms, invites whoever is in one with somebody else, and passes on who shall be muted: in place of
-- a conference focus, for tests. As the real one it takes orders of invited moderators alone.

local jid_bare = require "util.jid".bare;
local jid_resource = require "util.jid".resource;
local st = require "util.stanza";
local uuid = require "util.uuid".generate;

local auto_owner = module:get_option_boolean("stand_in_auto_owner", false);
local not_ready = module:get_option_number("stand_in_not_ready", 1);
local muc_xmlns = "http://jabber.org/protocol/muc";
local me = "focus@" .. module.host .. "/focus";
local rooms = {};

local function room_at(jid)
	local host = jid:match("@(.+)$");
	return prosody.hosts[host].modules.muc.get_room_from_jid(jid);
end

module:hook("iq-set/host/http://jitsi.org/protocol/focus:conference", function (event)
	local asked = event.stanza.tags[1];
	local jid = asked.attr.room;
	local known = rooms[jid];
	if not known or not room_at(jid) then
		known = { occupants = {}, asked = 0 };
		rooms[jid] = known;
		module:send(st.presence({ from = me, to = jid .. "/focus" }):tag("x", { xmlns = muc_xmlns }):up());
	end
	known.asked = known.asked + 1;
	event.origin.send(st.reply(event.stanza):tag("conference", {
		xmlns = "http://jitsi.org/protocol/focus", room = jid, focusjid = jid_bare(me),
		ready = known.asked > not_ready and "true" or "false",
	}));
	return true;
end);

local function invite(jid, nick, occupant)
	occupant.invited = true;
	module:send(st.iq({ type = "set", from = me, to = jid .. "/" .. nick, id = uuid() })
		:tag("jingle", { xmlns = "urn:xmpp:jingle:1", action = "session-initiate", sid = uuid() }):up());
end

local function elect(jid, occupant)
	if not auto_owner then return; end
	local room = room_at(jid);
	for _, other in pairs(rooms[jid].occupants) do
		if room:get_affiliation(other.jid) == "owner" then return; end
	end
	room:set_affiliation(true, occupant.jid, "owner");
end

local function presence(event)
	local stanza = event.stanza;
	local jid, nick = jid_bare(stanza.attr.from), jid_resource(stanza.attr.from);
	local known = rooms[jid];
	if not known then return true; end
	if nick == "focus" then
		if stanza.attr.type == "unavailable" then rooms[jid] = nil; end
		return true;
	end
	if stanza.attr.type == "unavailable" then
		known.occupants[nick] = nil;
		local _, other = next(known.occupants);
		if other then elect(jid, other); end
		if not other then
			rooms[jid] = nil;
			module:send(st.presence({ from = me, to = jid .. "/focus", type = "unavailable" }));
		end
		return true;
	end
	local item = stanza:get_child("x", muc_xmlns .. "#user"):get_child("item");
	local occupant = known.occupants[nick] or {};
	known.occupants[nick] = occupant;
	occupant.jid = item.attr.jid and jid_bare(item.attr.jid);
	occupant.role = item.attr.role;
	elect(jid, occupant);
	local count = 0;
	for _ in pairs(known.occupants) do count = count + 1; end
	if count > 1 then
		for name, other in pairs(known.occupants) do
			if not other.invited then invite(jid, name, other); end
		end
	end
	return true;
end
module:hook("presence/full", presence);

local function mute(stanza, order)
	local jid, nick = jid_bare(stanza.attr.from), jid_resource(stanza.attr.from);
	local target = jid_resource(order.attr.jid);
	local known = rooms[jid] or { occupants = {} };
	local by, whom = known.occupants[nick], known.occupants[target];
	if not by or not whom or not by.took or not whom.took then return "internal-server-error"; end
	if by ~= whom and by.role ~= "moderator" then return "not-allowed"; end
	module:send(st.iq({ type = "set", from = me, to = order.attr.jid, id = uuid() })
		:tag("mute", { xmlns = order.attr.xmlns }):text("true"):up());
end

module:hook("iq/full", function (event)
	local stanza = event.stanza;
	local known = rooms[jid_bare(stanza.attr.from)];
	local order = stanza.tags[1];
	if stanza.attr.type == "result" and known then
		local occupant = known.occupants[jid_resource(stanza.attr.from)];
		if occupant then occupant.took = true; end
	elseif stanza.attr.type == "set" and order and order.name == "mute" then
		local why = mute(stanza, order);
		module:send(why and st.error_reply(stanza, "cancel", why) or st.reply(stanza));
	end
	return true;
end);
module:hook("message/full", function () return true; end);
