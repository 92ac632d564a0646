package io.podspan.cli.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From what {@code -f} names to documents: files, folders, standard input. */
public final class Sources {
  static final int LARGEST_FILE = 1 << 20;
  private static final int MOST_DOCUMENTS = 1000;
  private static final String STANDARD_INPUT = "-";

  private final InputStream standardInput;
  private final boolean recursive;

  /**
   * @param recursive whether folders in folders are read, too
   */
  public Sources(InputStream standardInput, boolean recursive) {
    this.standardInput = standardInput;
    this.recursive = recursive;
  }

  /** All documents of all of them, and all faults. */
  public Reading read(List<String> named) {
    List<Reading> parts = new ArrayList<>();
    named.forEach(source -> parts.addAll(source(source)));
    Reading all = Reading.of(parts);
    if (all.documents().isEmpty() && all.faults().isEmpty()) {
      return faulty(String.join(", ", named), "there is no document", "see that it is the place");
    }
    if (all.documents().size() > MOST_DOCUMENTS) {
      return faulty(
          String.join(", ", named),
          "there are " + all.documents().size() + " documents",
          "give at most " + MOST_DOCUMENTS + " at a time");
    }
    return all;
  }

  private List<Reading> source(String source) {
    try {
      if (source.equals(STANDARD_INPUT)) {
        return List.of(text("standard input", standardInput));
      }
      Path path = Path.of(source);
      return Files.isDirectory(path) ? folder(path) : List.of(file(path));
    } catch (NoSuchFileException e) {
      return List.of(faulty(source, "it is not there", "name a file, a folder, or -"));
    } catch (IOException e) {
      return List.of(
          faulty(
              source,
              "it cannot be read (" + e.getClass().getSimpleName() + ")",
              "see that it is a file that you may read"));
    }
  }

  /** Its files whose names say that they are documents, by name. */
  private List<Reading> folder(Path folder) throws IOException {
    List<Reading> parts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
      for (Path file : files.filter(Sources::isDocument).sorted().toList()) {
        parts.add(file(file));
      }
    }
    return parts;
  }

  private static boolean isDocument(Path file) {
    return file.getFileName().toString().matches(".*\\.(ya?ml|json)") && Files.isRegularFile(file);
  }

  private static Reading file(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return text(file.toString(), in);
    }
  }

  private static Reading text(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
    if (bytes.length > LARGEST_FILE) {
      return faulty(name, "it is larger than 1 MiB", "see that it is the right file");
    }
    try {
      return parse(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return faulty(name, "it is no text in UTF-8", "see that it is the right file");
    }
  }

  /**
   * The documents of a text. One that begins with a brace is JSON.
   *
   * @param name of the text, for faults
   */
  public static Reading parse(String name, String text) {
    String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<DocumentFault> faults = new ArrayList<>();
    List<Tree> trees =
        whole.stripLeading().startsWith("{")
            ? JsonTrees.read(name, whole, faults)
            : YamlTrees.read(name, whole, faults);
    List<Document> documents = new ArrayList<>();
    trees.forEach(tree -> documents.addAll(DocumentForm.documents(tree, faults)));
    return Reading.of(List.of(new Reading(documents, faults)));
  }

  private static Reading faulty(String name, String what, String remedy) {
    return new Reading(List.of(), List.of(new DocumentFault(Place.of(name), what, remedy)));
  }
}
