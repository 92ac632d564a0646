package io.podspan.lab.api;

import io.podspan.lab.network.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * The self-signed certificate of a lab's API servers, kept in the data folder because making one
 * costs a second.
 */
public record ServerCertificate(Path keyStore, String pem) {
  /** Protects nothing: the file is readable by its owner only, and PKCS #12 wants some password. */
  static final String PASSWORD = "podspan";

  private static final String ALIAS = "lab";

  /**
   * Opens the certificate in this folder. Makes it first if there is none.
   *
   * @throws io.podspan.lab.network.LabException when keytool fails
   */
  public static ServerCertificate in(Path folder) throws IOException {
    Path keyStore = folder.resolve("api-server.p12");
    if (!Files.exists(keyStore)) {
      make(keyStore);
    }
    return new ServerCertificate(keyStore, pem(keyStore));
  }

  private static void make(Path keyStore) {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    new Command(
            List.of(
                keytool,
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-dname",
                "CN=podspan-lab",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD))
        .require("");
  }

  private static String pem(Path keyStore) throws IOException {
    try (InputStream stream = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(stream, PASSWORD.toCharArray());
      String base64 =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
              .encodeToString(store.getCertificate(ALIAS).getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(keyStore + " cannot be read; remove it to have it made anew", e);
    }
  }
}
