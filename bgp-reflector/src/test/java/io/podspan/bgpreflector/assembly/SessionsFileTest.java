package io.podspan.bgpreflector.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsFileTest {
  @TempDir private Path folder;

  @Test
  void readsBackWhoHadASession() {
    SessionsFile file = new SessionsFile(folder.resolve("state").resolve("sessions"));
    Set<IpAddress> peers = Set.of(IpAddress.of("192.0.2.11"), IpAddress.of("2001:db8::11"));

    file.write(peers);

    assertThat(file.read()).isEqualTo(peers);
    file.write(Set.of());
    assertThat(file.read()).isEmpty();
  }

  @Test
  void aFirstStartHasNoFile() {
    assertThat(new SessionsFile(folder.resolve("sessions")).read()).isEmpty();
    assertThat(new SessionsFile(folder).read()).as("a folder").isEmpty();
  }

  @Test
  void linesThatAreNoAddressesAreLeftOut() throws IOException {
    Path file = folder.resolve("sessions");
    Files.write(file, new byte[] {(byte) 0xff, 0, '\n'});
    Files.writeString(file, "192.0.2.11\nnonsense\n\n192.0.2.999\n");

    assertThat(new SessionsFile(file).read()).containsExactly(IpAddress.of("192.0.2.11"));
  }
}
