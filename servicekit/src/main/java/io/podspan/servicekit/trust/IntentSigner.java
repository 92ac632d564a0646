package io.podspan.servicekit.trust;

import io.podspan.events.Topic;
import io.podspan.events.outbox.RecordSigner;
import io.podspan.events.signature.SigningKey;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Signs the records of the intent, if this service has a key. */
@ApplicationScoped
public class IntentSigner implements RecordSigner {
  private static final Logger LOG = Logger.getLogger(IntentSigner.class);

  private final Optional<SigningKey> key;

  /**
   * @throws IllegalArgumentException when there is a file that is no key
   */
  @Inject
  public IntentSigner(@ConfigProperty(name = "podspan.intent.signing-key") Optional<Path> file) {
    this.key = file.map(IntentSigner::read);
  }

  private static SigningKey read(Path file) {
    try {
      return SigningKey.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "podspan.intent.signing-key: %s; make one with: podspan intent-key --to FOLDER"
              .formatted(e.getMessage()));
    }
  }

  /** A key that cannot be used shows at the start, not with the first event. */
  void start(@Observes @Priority(1) StartupEvent event) {
    key.ifPresent(k -> LOG.infof("the intent is signed with key %s", k.trusted().id()));
  }

  /** The id of the key, empty when nothing is signed. */
  public String keyId() {
    return key.map(k -> k.trusted().id()).orElse("");
  }

  @Override
  public void sign(ProducerRecord<String, byte[]> record) {
    if (record.topic().equals(Topic.INTENT_NAME)) {
      key.ifPresent(k -> k.sign(record));
    }
  }
}
