package io.podspan.routecollector.heard;

import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.SessionEvent;
import java.time.Instant;
import java.util.Collection;

/** Port: the words of reflectors about their peers, across restarts and instances. */
public interface PeerRecords {

  /** Keeps what an event says. The same event twice changes nothing the second time. */
  void hear(SessionEvent event, Instant at);

  /** Keeps what a reflector says that it sends to a peer. */
  void hear(PeerRoutesSent said, Instant at);

  /** The words of these keys ({@link Heard#key}). */
  Heard heard(Collection<String> keys);

  /** Forgets all peers but those of these keys, unless they were heard of after this time. */
  void keep(Collection<String> keys, Instant unlessAfter);
}
