package io.podspan.cli.grant;

import io.podspan.cli.machine.Installation;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code grant} and {@code revoke} have in common: the cluster, and where its files are. */
final class GrantOptions {
  /** As a kubeconfig in a credentials folder must be called. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  @Parameters(
      paramLabel = "NAME",
      description = "The cluster's name for Podspan; the kubeconfig gets it too.")
  String name;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      required = true,
      description = "A context of your own kubeconfig, with an administrator's rights.")
  String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Your own kubeconfig; default: as for kubectl, $KUBECONFIG or ~/.kube/config.")
  @Nullable Path kubeconfig;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The data folder of `podspan up`; default: .podspan/up in the checkout.")
  @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file for Podspan; default: DATA/credentials/NAME.")
  @Nullable Path out;

  @Option(
      names = "--per-service",
      paramLabel = "FOLDER",
      description = {
        "Writes a file for each of the three services, with its rights only: FOLDER/peering-service/NAME,",
        "FOLDER/route-collector/NAME, FOLDER/probe-service/NAME. For services with a folder each, as in Kubernetes."
      })
  @Nullable Path perService;

  @Option(
      names = "--router-namespace",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Another namespace that the cluster's routers run in, besides kube-system and calico-system."
      })
  Set<String> routerNamespaces = Set.of();

  @Option(
      names = "--router-daemonset",
      paramLabel = "NAME",
      split = ",",
      description = {
        "The name of the routers' DaemonSet, if it is not kube-router or calico-node. Podspan may change no other one,",
        "and runs commands in no other one's pods."
      })
  Set<String> routerDaemonSets = Set.of();

  /**
   * The files, by the account that each is for.
   *
   * @throws IllegalArgumentException when the options contradict each other
   */
  Map<Account, Path> files() {
    if (!PLAIN_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "NAME is also a file's name: use letters, digits, dots, dashes and underscores");
    }
    if (out != null && perService != null) {
      throw new IllegalArgumentException("use either --out or --per-service");
    }
    Map<Account, Path> files = new EnumMap<>(Account.class);
    if (perService == null) {
      files.put(Account.ALL_SERVICES, single());
      return files;
    }
    for (Account account : Account.values()) {
      if (account != Account.ALL_SERVICES) {
        files.put(account, absolute(perService.resolve(account.service()).resolve(name)));
      }
    }
    return files;
  }

  private Path single() {
    if (out != null) {
      return absolute(out);
    }
    Path folder = data != null ? data : Installation.current().root().resolve(".podspan/up");
    return absolute(folder.resolve("credentials").resolve(name));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
