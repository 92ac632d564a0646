package io.podspan.cli.grant;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A context of the administrator's own kubeconfig. As with kubectl, it may run a program to log in.
 *
 * @param file the kubeconfig
 * @param cluster where its API server is, and by what certificate one knows it
 */
public record AdminContext(String name, Path file, Cluster cluster) {
  static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 15_000;

  /**
   * Finds the context in the given file, else in the files of {@code KUBECONFIG}, else in {@code
   * ~/.kube/config}.
   *
   * @throws GrantFailedException when no file has it, or when it has what Podspan does not support
   */
  public static AdminContext find(String context, @Nullable Path kubeconfig) {
    List<Path> files = kubeconfig != null ? List.of(kubeconfig) : usualFiles();
    List<String> others = new ArrayList<>();
    for (Path file : files) {
      io.fabric8.kubernetes.api.model.Config config = read(file, kubeconfig != null);
      for (NamedContext named : list(config.getContexts())) {
        if (context.equals(named.getName()) && named.getContext() != null) {
          return new AdminContext(
              context, file, cluster(config, named.getContext().getCluster(), file));
        }
        others.add(named.getName());
      }
    }
    throw new GrantFailedException(
        "There is no context " + context + " in " + joined(files) + ".",
        others.isEmpty()
            ? "name the file with --kubeconfig"
            : "name one of these with --context, or another file with --kubeconfig: "
                + String.join(", ", others));
  }

  private static List<Path> usualFiles() {
    String variable = Objects.requireNonNullElse(System.getenv("KUBECONFIG"), "");
    List<Path> named =
        Stream.of(variable.split(File.pathSeparator))
            .filter(s -> !s.isBlank())
            .map(Path::of)
            .toList();
    return named.isEmpty()
        ? List.of(Path.of(System.getProperty("user.home"), ".kube", "config"))
        : named;
  }

  private static String joined(List<Path> files) {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }

  private static io.fabric8.kubernetes.api.model.Config read(Path file, boolean required) {
    if (!required && !Files.exists(file)) {
      return new io.fabric8.kubernetes.api.model.Config();
    }
    try {
      io.fabric8.kubernetes.api.model.Config config =
          SERIALIZATION.unmarshal(
              Files.readString(file), io.fabric8.kubernetes.api.model.Config.class);
      return config == null ? new io.fabric8.kubernetes.api.model.Config() : config;
    } catch (IOException e) {
      throw new GrantFailedException(
          "The kubeconfig " + file + " cannot be read.", "check its path, owner and permissions");
    } catch (RuntimeException e) {
      // Without the cause: the parser quotes the file, which holds secrets.
      throw new GrantFailedException(
          "The kubeconfig " + file + " is not valid YAML of a kubeconfig.",
          "check it with: kubectl config view --kubeconfig " + file);
    }
  }

  private static Cluster cluster(
      io.fabric8.kubernetes.api.model.Config config, String name, Path file) {
    Cluster cluster =
        list(config.getClusters()).stream()
            .filter(c -> Objects.equals(c.getName(), name))
            .map(NamedCluster::getCluster)
            .filter(c -> c != null && c.getServer() != null)
            .findFirst()
            .orElseThrow(
                () ->
                    new GrantFailedException(
                        "The kubeconfig " + file + " has no server for the cluster " + name + ".",
                        "put the context, its cluster and its user into one file:"
                            + " kubectl config view --flatten --raw"));
    refuse(cluster.getProxyUrl(), "proxy-url");
    refuse(cluster.getTlsServerName(), "tls-server-name");
    return cluster;
  }

  private static void refuse(@Nullable String value, String field) {
    if (value != null && !value.isBlank()) {
      throw new GrantFailedException(
          "The context sets " + field + ". Podspan does not support it.",
          "use a context without it, whose server Podspan's hosts can reach by itself");
    }
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }

  /** The certificates to check the API server by, as base64 of PEM; null: those of the system. */
  @Nullable String certificateAuthority() {
    if (cluster.getCertificateAuthorityData() != null
        && !cluster.getCertificateAuthorityData().isBlank()) {
      return cluster.getCertificateAuthorityData();
    }
    String path = cluster.getCertificateAuthority();
    if (path == null || path.isBlank()) {
      return null;
    }
    Path pem = file.toAbsolutePath().resolveSibling(path);
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(pem));
    } catch (IOException e) {
      throw new GrantFailedException(
          "The certificate-authority file " + pem + " of the kubeconfig cannot be read.",
          "check its path, owner and permissions");
    }
  }

  /** A client with the administrator's rights; the caller closes it. */
  public KubernetesClient client() {
    try {
      Config config = Config.fromKubeconfig(name, file.toFile());
      config.setConnectionTimeout(CONNECT_MILLIS);
      config.setRequestTimeout(REQUEST_MILLIS);
      config.setRequestRetryBackoffLimit(0);
      return new KubernetesClientBuilder()
          .withConfig(config)
          .withHttpClientFactory(new VertxHttpClientFactory())
          .withKubernetesSerialization(SERIALIZATION)
          .build();
    } catch (RuntimeException e) {
      // Without the cause, which may quote a key.
      throw new GrantFailedException(
          "The credentials of the context " + name + " cannot be used.",
          "check that kubectl --context " + name + " get nodes works");
    }
  }

  /** Without the file's content. */
  @Override
  public String toString() {
    return "AdminContext[" + name + " of " + file + "]";
  }
}
