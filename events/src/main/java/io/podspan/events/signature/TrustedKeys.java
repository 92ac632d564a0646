package io.podspan.events.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** The public keys whose signatures count: several while one key replaces another. Immutable. */
public final class TrustedKeys {
  private final Map<String, TrustedKey> byId = new LinkedHashMap<>();

  public TrustedKeys(Collection<TrustedKey> keys) {
    keys.forEach(key -> byId.put(key.id(), key));
  }

  public Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  /** Why the signature of this record does not count; empty when it does. */
  public Optional<String> objection(ConsumerRecord<String, byte[]> record) {
    if (record.headers().lastHeader(SignedRecord.SIGNATURE) == null) {
      return Optional.of("it is not signed");
    }
    String id = signer(record.headers());
    TrustedKey key = byId.get(id);
    if (key == null) {
      return Optional.of("it is signed with the unknown key " + printable(id));
    }
    boolean right =
        record.value() != null
            && key.signed(record.topic(), record.key(), record.headers(), record.value());
    return right ? Optional.empty() : Optional.of("its signature is wrong");
  }

  /** The id of the key that a record says it is signed with; empty when it does not say. */
  public static String signer(Headers headers) {
    return new String(SignedRecord.header(headers, SignedRecord.KEY), US_ASCII);
  }

  private static String printable(String id) {
    return id.matches("[0-9a-f]{1,64}") ? id : "(unreadable)";
  }
}
