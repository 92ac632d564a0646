package io.podspan.clusteraccess;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.podspan.events.AccessReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a checked client configuration from a reference to a kubeconfig. Only the file that the
 * reference names is used, never the environment or a service account.
 */
public final class Credentials {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int REQUEST_MILLIS = 10_000;

  private final CredentialsFolder folder;

  /**
   * @param folder where the kubeconfigs are; it need not exist yet
   */
  public Credentials(Path folder) {
    this.folder = new CredentialsFolder(folder);
  }

  /**
   * Reads and checks the kubeconfig.
   *
   * @throws UnusableAccessException when the file does not exist, is outside of the folder, is not
   *     a kubeconfig, or wants a program to be run
   */
  public Access access(AccessReference reference) {
    String name = reference.kubeconfig();
    Path file = folder.kubeconfig(name);
    StringBuilder fingerprint = new StringBuilder(CredentialsFolder.fingerprint(file));
    byte[] content = folder.read(file, "The kubeconfig " + name);
    Kubeconfig kubeconfig = Kubeconfig.parse(content, name, reference.context());
    refuseWhatRuns(name, kubeconfig.user());
    Reading reading = new Reading(name, fingerprint, new ArrayList<>());
    return reading.access(kubeconfig);
  }

  /** Whether the files have not changed since this access was made. */
  boolean isCurrent(Access access) {
    for (String part : access.fingerprint().split("\n")) {
      Path file = Path.of(part.substring(0, part.indexOf('|')));
      if (!CredentialsFolder.fingerprint(file).equals(part)) {
        return false;
      }
    }
    return true;
  }

  private static void refuseWhatRuns(String name, AuthInfo user) {
    if (user.getExec() != null || user.getAuthProvider() != null) {
      throw new UnusableAccessException(
          "The kubeconfig "
              + name
              + " runs a plugin to get its credentials. Podspan does not run plugins.",
          "Create a ServiceAccount for Podspan and put its token into the kubeconfig.");
    }
  }

  /** One reading of one kubeconfig, with the cautions and files that it found. */
  private final class Reading {
    private final String name;
    private final StringBuilder fingerprint;
    private final List<String> cautions;
    private final List<String> keys = new ArrayList<>();

    Reading(String name, StringBuilder fingerprint, List<String> cautions) {
      this.name = name;
      this.fingerprint = fingerprint;
      this.cautions = cautions;
    }

    Access access(Kubeconfig from) {
      Cluster cluster = from.cluster();
      AuthInfo user = from.user();
      Impersonation impersonation = Impersonation.of(user, name);
      Config config = config(from, server(cluster));
      Tls tls = tls(cluster, user);
      tls.expiry(Instant.now()).ifPresent(cautions::add);
      return new Access(
          config, tls, impersonation, cautions, fingerprint.toString(), Secrets.of(config, keys));
    }

    private Config config(Kubeconfig from, String server) {
      AuthInfo user = from.user();
      boolean insecure = Boolean.TRUE.equals(from.cluster().getInsecureSkipTlsVerify());
      caution(
          insecure, "The certificate of the API server is not checked (insecure-skip-tls-verify).");
      caution(
          server.startsWith("http:"), "The connection to the API server is not encrypted (http).");
      refuseUnsupported(from.cluster());
      String token = token(user);
      refuseTwoWays(token, user);
      return new ConfigBuilder(Config.empty())
          .withMasterUrl(server)
          .withTrustCerts(insecure)
          .withDisableHostnameVerification(insecure)
          .withNamespace(from.namespace() == null ? "default" : from.namespace())
          .withOauthToken(token)
          .withUsername(user.getUsername())
          .withPassword(user.getPassword())
          .withConnectionTimeout(CONNECT_MILLIS)
          .withRequestTimeout(REQUEST_MILLIS)
          .withRequestRetryBackoffLimit(1)
          .withUserAgent("podspan")
          .build();
    }

    private Tls tls(Cluster cluster, AuthInfo user) {
      String authority =
          pem(
              cluster.getCertificateAuthorityData(),
              cluster.getCertificateAuthority(),
              "certificate-authority");
      if (authority != null && Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify())) {
        throw new UnusableAccessException(
            "The kubeconfig "
                + name
                + " has a certificate-authority and insecure-skip-tls-verify. Only one can hold.",
            "Remove insecure-skip-tls-verify.");
      }
      return Tls.of(
          name,
          authority,
          pem(user.getClientCertificateData(), user.getClientCertificate(), "client-certificate"),
          clientKey(user));
    }

    /** It may be in the file of the certificate, too. */
    private @Nullable String clientKey(AuthInfo user) {
      String key = pem(user.getClientKeyData(), user.getClientKey(), "client-key");
      for (String text : new String[] {key, user.getClientKeyData()}) {
        if (text != null) {
          keys.add(text);
        }
      }
      return key;
    }

    /** kubectl refuses them too. Which one counts would be a guess. */
    private void refuseTwoWays(@Nullable String token, AuthInfo user) {
      if (token != null && user.getUsername() != null && !user.getUsername().isEmpty()) {
        throw new UnusableAccessException(
            "The kubeconfig " + name + " has a token and a username for the same user.",
            "Keep one of the two.");
      }
    }

    private String server(Cluster cluster) {
      try {
        URI server = new URI(cluster.getServer().strip());
        String scheme = server.getScheme() == null ? "" : server.getScheme();
        if (server.getHost() != null
            && server.getUserInfo() == null
            && (server.getPort() == -1 || isPort(server.getPort()))
            && List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
          return server.toString();
        }
      } catch (URISyntaxException e) {
        // The error below does not quote the URL, because it may hold a password.
      }
      throw new UnusableAccessException(
          "The server in the kubeconfig " + name + " is not an http or https URL.",
          "Write it as https://host:6443.");
    }

    private static boolean isPort(int number) {
      return number > 0 && number <= 0xFFFF;
    }

    private void refuseUnsupported(Cluster cluster) {
      if (cluster.getProxyUrl() != null && !cluster.getProxyUrl().isBlank()) {
        throw new UnusableAccessException(
            "The kubeconfig " + name + " sets proxy-url. That is not supported.",
            "Remove proxy-url, and use an address at which this host reaches the API server.");
      }
      if (cluster.getTlsServerName() != null && !cluster.getTlsServerName().isBlank()) {
        throw new UnusableAccessException(
            "The kubeconfig " + name + " sets tls-server-name. That is not supported.",
            "Remove tls-server-name, and use a server name that is in the API server's certificate.");
      }
    }

    private void caution(boolean holds, String caution) {
      if (holds) {
        cautions.add(caution);
      }
    }

    /** PEM. Embedded data wins over a file, as in kubectl. */
    private @Nullable String pem(@Nullable String data, @Nullable String path, String field) {
      String what = "The " + field + " of the kubeconfig " + name;
      if (data == null || data.isBlank()) {
        byte[] content = referred(path, field);
        return content == null ? null : EncodedText.of(content, what);
      }
      try {
        return EncodedText.of(Base64.getDecoder().decode(data.replaceAll("\\s", "")), what);
      } catch (IllegalArgumentException e) {
        throw new UnusableAccessException(
            what + " is not base64 (" + field + "-data).",
            "Write base64 of the PEM text there, or name a PEM file in " + field + ".");
      }
    }

    /** A token file wins over a token, as in kubectl. The line feed at its end is no part of it. */
    private @Nullable String token(AuthInfo user) {
      byte[] content = referred(user.getTokenFile(), "tokenFile");
      String what =
          "The " + (content == null ? "token" : "tokenFile") + " of the kubeconfig " + name;
      String token = content == null ? user.getToken() : EncodedText.of(content, what);
      if (token == null || (content == null && token.isBlank())) {
        return null;
      }
      String bare = token.strip();
      if (bare.isEmpty() || !bare.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        throw new UnusableAccessException(
            what
                + (bare.isEmpty()
                    ? " is empty."
                    : " has blanks, line feeds or other characters inside that no token has."),
            "Write the token on one line.");
      }
      return bare;
    }

    private byte @Nullable [] referred(@Nullable String path, String field) {
      if (path == null || path.isBlank()) {
        return null;
      }
      String what = "The " + field + " file of the kubeconfig " + name;
      Path file = folder.referred(path, what);
      fingerprint.append('\n').append(CredentialsFolder.fingerprint(file));
      return folder.read(file, what);
    }
  }
}
