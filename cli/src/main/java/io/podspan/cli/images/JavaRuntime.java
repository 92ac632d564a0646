package io.podspan.cli.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Java runtime of the modules that the services use, made by jlink from the JDK that runs this.
 */
final class JavaRuntime {
  /** java.se, and what Netty, Kafka and Postgres' driver ask for besides. */
  private static final String MODULES =
      "java.se,jdk.crypto.cryptoki,jdk.jcmd,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,"
          + "jdk.unsupported,jdk.zipfs";

  private JavaRuntime() {}

  /** Makes it in this folder. One of the same JDK that is there is kept. */
  static void link(Path folder) throws IOException {
    Path jdk = Path.of(System.getProperty("java.home"));
    Path made = folder.resolveSibling(folder.getFileName() + ".of");
    String print = jdk + " " + Runtime.version() + " " + MODULES;
    if (Files.isRegularFile(made) && Files.readString(made).equals(print)) {
      return;
    }
    Stage.delete(folder);
    Programs.run(
        "jlink",
        List.of(
            jdk.resolve("bin/jlink").toString(),
            "--add-modules",
            MODULES,
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--generate-cds-archive",
            "--output",
            folder.toString()),
        Map.of(),
        _ -> {});
    Stage.sameTime(folder);
    Files.writeString(made, print);
  }
}
