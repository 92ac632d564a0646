package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.podspan.clusteraccess.Pem.Block;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and keys of a kubeconfig, checked and ready for a client.
 *
 * @param authorities what signs the server's certificate; empty for the authorities that Java knows
 * @param client null if the client has no certificate
 */
record Tls(List<X509Certificate> authorities, @Nullable ClientCertificate client) {
  Tls {
    authorities = List.copyOf(authorities);
  }

  /**
   * @param name of the kubeconfig, for messages
   * @param authority PEM of certificate-authority, null if it has none
   * @param certificate PEM of client-certificate, null if it has none
   * @param key PEM of client-key, null if it has none
   * @throws UnusableAccessException when one of them cannot be used; it names the field
   */
  static Tls of(
      String name, @Nullable String authority, @Nullable String certificate, @Nullable String key) {
    List<X509Certificate> authorities =
        authority == null ? List.of() : certificates(name, "certificate-authority", authority);
    if (certificate == null && key == null) {
      return new Tls(authorities, null);
    }
    if (certificate == null) {
      throw new UnusableAccessException(
          "The kubeconfig " + name + " has a client-key without a client-certificate.",
          "Add the client-certificate, or remove the client-key.");
    }
    List<X509Certificate> chain = certificates(name, "client-certificate", certificate);
    ClientCertificate client =
        new ClientCertificate(chain, key(name, key == null ? certificate : key));
    if (!client.matches()) {
      throw new UnusableAccessException(
          "The client-key of the kubeconfig " + name + " does not match its client-certificate.",
          "Take both from the same place. The client's own certificate is the first one.");
    }
    return new Tls(authorities, client);
  }

  private static List<X509Certificate> certificates(String name, String field, String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : Pem.blocks(pem)) {
        if (block.isCertificate()) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.content())));
        }
      }
    } catch (CertificateException e) {
      throw unusable(name, field, "has a certificate that cannot be read");
    }
    if (certificates.isEmpty()) {
      throw unusable(name, field, "has no certificate in PEM");
    }
    return certificates;
  }

  private static PrivateKey key(String name, String pem) {
    List<Block> blocks = Pem.blocks(pem);
    Block key =
        blocks.stream()
            .filter(Block::isPrivateKey)
            .findFirst()
            .orElseThrow(() -> unusable(name, "client-key", "has no private key in PEM"));
    if (PrivateKeys.isEncrypted(key)) {
      throw new UnusableAccessException(
          "The client-key of the kubeconfig "
              + name
              + " is encrypted. Podspan cannot ask for its passphrase.",
          "Decrypt it, for example with: openssl pkey -in KEY -out DECRYPTED");
    }
    return PrivateKeys.read(key, blocks)
        .orElseThrow(() -> unusable(name, "client-key", "has a private key that cannot be read"));
  }

  private static UnusableAccessException unusable(String name, String field, String fault) {
    return new UnusableAccessException(
        "The " + field + " of the kubeconfig " + name + " " + fault + ".",
        "Write it as PEM into the file that "
            + field
            + " names, or as base64 of PEM into "
            + field
            + "-data.");
  }

  /** A sentence if the client's certificate has expired by then. The server decides on it. */
  Optional<String> expiry(Instant now) {
    return Optional.ofNullable(client)
        .map(ClientCertificate::expires)
        .filter(end -> end.isBefore(now))
        .map(end -> "The client-certificate of the kubeconfig expired at " + end + ".");
  }

  /** Has the client use them. */
  void configure(HttpClient.Builder client, Config config) {
    try {
      client.sslContext(keyManagers(), trustManagers(config));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS context", e);
    }
  }

  private KeyManager[] keyManagers() {
    return client == null ? new KeyManager[0] : new KeyManager[] {client};
  }

  /** With an authority of its own, a kubeconfig trusts no other, as in kubectl. */
  private TrustManager[] trustManagers(Config config) throws GeneralSecurityException, IOException {
    if (config.isTrustCerts() || authorities.isEmpty()) {
      return SSLUtils.trustManagers(config);
    }
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Tls[]";
  }
}
