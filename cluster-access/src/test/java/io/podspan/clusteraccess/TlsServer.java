package io.podspan.clusteraccess;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** An API server of one path, /version, that takes any client certificate and keeps what it saw. */
final class TlsServer implements AutoCloseable {
  final List<String> clients = new CopyOnWriteArrayList<>();
  final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final HttpsServer server;

  TlsServer() throws Exception {
    ClientCertificate own =
        Tls.of("server", null, Keys.certificate("server"), Keys.key("server")).client();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new AsServer(own)}, new TrustManager[] {new TakesAll()}, null);
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setWantClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    headers.add(exchange.getRequestHeaders());
    try {
      X509Certificate[] chain =
          (X509Certificate[]) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates();
      clients.add(chain[0].getSubjectX500Principal().getName());
    } catch (SSLPeerUnverifiedException e) {
      clients.add("nobody");
    }
    byte[] body = "{\"major\":\"1\",\"minor\":\"34\"}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** The certificate, offered by a server. */
  private static final class AsServer extends javax.net.ssl.X509ExtendedKeyManager {
    private final ClientCertificate certificate;

    AsServer(ClientCertificate certificate) {
      this.certificate = certificate;
    }

    @Override
    public String chooseEngineServerAlias(
        String keyType, java.security.Principal[] issuers, javax.net.ssl.SSLEngine engine) {
      return keyType.startsWith("EC") ? "server" : null;
    }

    @Override
    public String chooseServerAlias(
        String keyType, java.security.Principal[] issuers, java.net.Socket socket) {
      return keyType.startsWith("EC") ? "server" : null;
    }

    @Override
    public String[] getServerAliases(String keyType, java.security.Principal[] issuers) {
      return new String[] {"server"};
    }

    @Override
    public String chooseClientAlias(
        String[] keyTypes, java.security.Principal[] issuers, java.net.Socket socket) {
      return null;
    }

    @Override
    public String[] getClientAliases(String keyType, java.security.Principal[] issuers) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return certificate.getCertificateChain(alias);
    }

    @Override
    public java.security.PrivateKey getPrivateKey(String alias) {
      return certificate.getPrivateKey(alias);
    }
  }

  private static final class TakesAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
