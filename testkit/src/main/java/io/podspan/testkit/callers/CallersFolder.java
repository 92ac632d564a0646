package io.podspan.testkit.callers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Tells the service under test who may call it. Nothing else of its door is changed. */
public final class CallersFolder implements ConfigSource {
  private static final String SETTING = "podspan.door.callers";
  private final Map<String, String> settings = Map.of(SETTING, made().toString());

  @Override
  public Set<String> getPropertyNames() {
    return settings.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return settings.get(name);
  }

  /** Before the defaults of services. */
  @Override
  public int getOrdinal() {
    return 350;
  }

  @Override
  public String getName() {
    return "callers of tests";
  }

  /** In the module's target, where the next clean deletes it. */
  private static Path made() {
    try {
      Path folder = Files.createDirectories(Path.of("target/test-callers").toAbsolutePath());
      for (TestCaller caller : TestCaller.values()) {
        Path file = folder.resolve(caller.caller() + "." + caller.role());
        if (!Files.exists(file)) {
          Files.writeString(file, caller.token() + "\n");
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
