package io.podspan.bgpreflector.speaker.listen;

import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.session.RoutesMark;

/** A peer, and the mark of what it has announced. */
public record AnnouncingPeer(PeerConfig config, RoutesMark mark) {}
