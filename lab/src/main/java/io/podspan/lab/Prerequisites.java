package io.podspan.lab;

import io.podspan.lab.network.Command;
import io.podspan.lab.network.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What this machine lacks for a lab.
 *
 * @param privileged whether this process may make network namespaces
 * @param binaries that are not found
 * @param packages of Debian that bring them
 */
public record Prerequisites(
    boolean linux, boolean privileged, List<String> binaries, List<String> packages) {
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private static final Map<String, String> PACKAGE_OF = new LinkedHashMap<>();

  static {
    PACKAGE_OF.put("gobgpd", "gobgpd");
    PACKAGE_OF.put("gobgp", "gobgpd");
    PACKAGE_OF.put("bird", "bird2");
    PACKAGE_OF.put("birdcl", "bird2");
    PACKAGE_OF.put("ip", "iproute2");
    PACKAGE_OF.put("ping", "iputils-ping");
    PACKAGE_OF.put("nsenter", "util-linux");
    PACKAGE_OF.put("unshare", "util-linux");
    PACKAGE_OF.put("mount", "mount");
  }

  public Prerequisites {
    binaries = List.copyOf(binaries);
    packages = List.copyOf(packages);
  }

  /** Looks at this machine. */
  public static Prerequisites check() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    var binaries = new ArrayList<String>();
    var packages = new TreeSet<String>();
    PACKAGE_OF.forEach(
        (binary, debianPackage) -> {
          if (FOLDERS.stream().noneMatch(f -> Files.isExecutable(Path.of(f, binary)))) {
            binaries.add(binary);
            packages.add(debianPackage);
          }
        });
    return new Prerequisites(
        linux, linux && mayMakeNamespaces(), binaries, new ArrayList<>(packages));
  }

  public boolean met() {
    return linux && privileged && binaries.isEmpty();
  }

  /** The command that installs what is missing; empty when nothing is. */
  public String aptLine() {
    return packages.isEmpty() ? "" : "apt-get install -y " + String.join(" ", packages);
  }

  /** What prevents a lab, for people; empty when nothing does. */
  public String problem() {
    if (!linux) {
      return "a lab needs Linux: it is made of network namespaces";
    }
    if (!binaries.isEmpty()) {
      return "a lab needs " + String.join(", ", binaries) + "; as root: " + aptLine();
    }
    return privileged ? "" : "a lab needs root with CAP_SYS_ADMIN: it makes network namespaces";
  }

  void require() {
    if (!met()) {
      throw new LabException(problem());
    }
  }

  /** Root alone is not enough: containers often forbid new namespaces. */
  private static boolean mayMakeNamespaces() {
    if (!Command.of("id", "-u").run().output().strip().equals("0")) {
      return false;
    }
    try {
      return Command.of("unshare", "--net", "--mount", "true").run().exitCode() == 0;
    } catch (LabException e) {
      // There is no unshare: it is listed as a missing binary.
      return true;
    }
  }
}
