package io.podspan.routecollector.heard;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What reflectors have said, to look up. */
public final class Heard {
  /** Nobody has said anything. */
  public static final Heard NOTHING = new Heard(List.of());

  private final Map<String, PeerWord> words = new HashMap<>();

  public Heard(Collection<PeerWord> words) {
    words.forEach(word -> this.words.put(key(word.reflector(), word.address()), word));
  }

  /** The word of this reflector about this peer, empty when it has said nothing of it. */
  public Optional<PeerWord> of(String reflector, String address) {
    return Optional.ofNullable(words.get(key(reflector, address)));
  }

  /** The name under which a word is known. */
  public static String key(String reflector, String address) {
    return reflector + "/" + address;
  }
}
