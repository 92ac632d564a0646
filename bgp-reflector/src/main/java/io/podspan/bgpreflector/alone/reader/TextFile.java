package io.podspan.bgpreflector.alone.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a whole file of text, and no more than a bound: a device or a wrong file must not fill the
 * memory. It waits no longer than a bound either: a pipe may have nobody at its other end.
 */
final class TextFile {
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What is wrong with a file.
   *
   * @param what for people, without anything that is in the file
   */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String remedy;

    private Unreadable(String what, String remedy) {
      super(what);
      this.what = what;
      this.remedy = remedy;
    }

    private Unreadable() {
      this("it cannot be read", "see that it is a file and that this user may read it");
    }

    String what() {
      return what;
    }

    String remedy() {
      return remedy;
    }
  }

  private TextFile() {}

  /**
   * @param most octets
   */
  static String read(Path file, int most) throws Unreadable {
    return read(file, most, PATIENCE);
  }

  static String read(Path file, int most, Duration patience) throws Unreadable {
    if (Files.isDirectory(file)) {
      throw new Unreadable("it is a folder", "name a file in it");
    }
    byte[] octets = Files.isRegularFile(file) ? octets(file, most) : soon(file, most, patience);
    if (octets.length > most) {
      throw new Unreadable("it has more than " + most + " octets", "see that it is the right file");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException other) {
      throw new Unreadable(notUtf8(octets), "save it as UTF-8");
    }
  }

  /** What is no plain file may block for ever, on a thread that ends with the process. */
  private static byte[] soon(Path file, int most, Duration patience) throws Unreadable {
    FutureTask<byte[]> reading = new FutureTask<>(() -> octets(file, most));
    Thread.ofPlatform().daemon().name("file-reader").start(reading);
    try {
      return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Unreadable unreadable ? unreadable : new Unreadable();
    } catch (TimeoutException late) {
      throw new Unreadable(
          "its end did not come within " + patience.toSeconds() + " s", "see that it is a file");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unreadable();
    }
  }

  private static byte[] octets(Path file, int most) throws Unreadable {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most + 1);
    } catch (NoSuchFileException missing) {
      throw new Unreadable("there is no such file", "look at its name");
    } catch (AccessDeniedException denied) {
      throw new Unreadable("this user may not read it", "change its owner or its permissions");
    } catch (IOException | SecurityException failed) {
      throw new Unreadable();
    }
  }

  /** UTF-16 by its mark; anything else by the line of the first octet that UTF-8 cannot have. */
  private static String notUtf8(byte[] octets) {
    if (octets.length > 1 && (octets[0] & octets[1] & 0xfe) == 0xfe) {
      return "it is text in UTF-16, not in UTF-8";
    }
    ByteBuffer in = ByteBuffer.wrap(octets);
    StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(octets.length), true);
    int line = 1;
    for (int i = 0; i < in.position(); i++) {
      line += octets[i] == '\n' ? 1 : 0;
    }
    return "line " + line + " is not text in UTF-8";
  }
}
