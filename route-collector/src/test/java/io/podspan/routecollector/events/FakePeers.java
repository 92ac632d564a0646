package io.podspan.routecollector.events;

import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.SessionEvent;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerRecords;
import io.podspan.routecollector.heard.PeerWord;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What reflectors say of their peers, in memory. */
final class FakePeers implements PeerRecords {
  final Map<String, PeerWord> words = new TreeMap<>();

  @Override
  public void hear(SessionEvent event, Instant at) {
    PeerWord.peerOf(event)
        .map(peer -> Heard.key(peer.reflector(), peer.address()))
        .ifPresent(key -> words.put(key, PeerWord.after(words.get(key), event, at).orElseThrow()));
  }

  @Override
  public void hear(PeerRoutesSent said, Instant at) {
    String key = Heard.key(said.peer().reflector(), said.peer().address());
    words.put(key, PeerWord.after(words.get(key), said, at));
  }

  @Override
  public Heard heard(Collection<String> keys) {
    return new Heard(words.values());
  }

  @Override
  public void keep(Collection<String> keys, Instant unlessAfter) {
    words
        .entrySet()
        .removeIf(e -> !keys.contains(e.getKey()) && e.getValue().heardAt().isBefore(unlessAfter));
  }
}
