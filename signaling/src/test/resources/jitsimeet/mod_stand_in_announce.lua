-- Says where moderation of media is asked for. For tests.
module:add_identity("component", "av_moderation", module:get_option_string("stand_in_switchboard"));
