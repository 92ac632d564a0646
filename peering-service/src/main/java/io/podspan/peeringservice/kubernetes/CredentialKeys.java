package io.podspan.peeringservice.kubernetes;

import io.podspan.clusteraccess.KeyFolder;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.intent.KeyFiles;
import io.podspan.peeringservice.peering.router.BgpKey;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.UnusableKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keys in the folder of the kubeconfigs, looked at by the same rules. */
@ApplicationScoped
public class CredentialKeys implements KeyFiles, BgpKeys {
  private final KeyFolder files;

  @Inject
  public CredentialKeys(@ConfigProperty(name = "podspan.credentials-dir") Path credentials) {
    this.files = new KeyFolder(credentials);
  }

  @Override
  public Optional<Violation> objection(String name) {
    try {
      files.check(name);
      return Optional.empty();
    } catch (UnusableAccessException e) {
      return Optional.of(new Violation("unusable-key-file", "keyFile", message(e), e.nextStep()));
    }
  }

  @Override
  public List<String> cautions(String name) {
    try {
      return files.check(name);
    } catch (UnusableAccessException e) {
      return List.of(message(e) + " " + e.nextStep());
    }
  }

  @Override
  public BgpKey read(String keyFile) {
    try {
      return new BgpKey(files.key(keyFile));
    } catch (UnusableAccessException e) {
      // Without the cause: it knows the file, and nothing else is to be known of it.
      throw new UnusableKeyException(message(e), e.nextStep());
    }
  }

  private static String message(UnusableAccessException e) {
    return Objects.requireNonNullElse(e.getMessage(), "The key file cannot be used.");
  }
}
