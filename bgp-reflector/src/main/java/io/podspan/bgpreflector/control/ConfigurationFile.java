package io.podspan.bgpreflector.control;

import io.podspan.servicekit.follow.Kept;
import io.podspan.servicekit.follow.KeptDocument;
import io.podspan.servicekit.follow.KeptIntent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The intent in force, on the local disk ({@link KeptDocument}): the part of it that this reflector
 * needs. It is replaced as a whole: a crash leaves the old or the new one.
 */
final class ConfigurationFile implements KeptIntent {
  private static final String NAME = "intent.json";

  private final Path file;
  private final String reflector;

  /**
   * @param folder is made where it is missing
   * @param reflector the name of this reflector in interconnects
   */
  ConfigurationFile(Path folder, String reflector) {
    this.file = folder.resolve(NAME);
    this.reflector = reflector;
  }

  /** Empty when there is none. @throws IOException when there is one that cannot be read */
  @Override
  public Optional<Kept> load() throws IOException {
    return Files.exists(file)
        ? Optional.of(KeptDocument.read(Files.readAllBytes(file)))
        : Optional.empty();
  }

  @Override
  public void save(Kept kept) throws IOException {
    Kept relevant =
        new Kept(Configuration.relevant(kept.world(), reflector), kept.mark(), kept.kafka());
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(NAME + ".new");
    write(next, KeptDocument.write(relevant));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String place() {
    return file.toString();
  }

  private static void write(Path target, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
