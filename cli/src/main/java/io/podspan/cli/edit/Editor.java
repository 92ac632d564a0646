package io.podspan.cli.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user's editor with one file. Runs on the calling thread. */
public final class Editor {
  private final String command;
  private final Path file;

  /**
   * @param command as a shell runs it; the file is put behind it
   * @throws EditFailedException when there can be no file
   */
  public Editor(String command, String name) {
    this.command = command;
    try {
      this.file = Files.createTempFile("podspan-edit-" + name + "-", ".yaml");
    } catch (IOException e) {
      throw new EditFailedException("There can be no file to edit: " + e.getMessage(), e);
    }
  }

  public Path file() {
    return file;
  }

  /**
   * The text as it is afterwards.
   *
   * @throws EditFailedException when the editor fails
   */
  String edit(String text) {
    try {
      Files.writeString(file, text);
      Process editor =
          new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString())
              .inheritIO()
              .start();
      int code = editor.waitFor();
      if (code != 0) {
        throw new EditFailedException(
            "The editor (" + command + ") ended with " + code + ". Nothing was changed.", null);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new EditFailedException("The file " + file + " cannot be edited: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EditFailedException("Interrupted. Nothing was changed.", e);
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It holds no secret, and is in the folder for temporary files.
    }
  }
}
