package io.podspan.clusteraccess;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a call of an API server failed, in words for people. Pure. */
final class CallFailure {
  /** More causes than that are a loop. */
  private static final int DEEPEST = 30;

  private CallFailure() {}

  /**
   * One clause without a full stop, {@code the API server refuses the connection: ...}.
   *
   * @param call what was requested, {@code list pods}
   * @param secrets what the words must not show
   */
  static String inWords(KubernetesClientException fault, String call, Secrets secrets) {
    int code = fault.getCode();
    return switch (code) {
      case 401 -> "the API server does not accept these credentials (401)";
      case 403 -> "these credentials may not " + call + " (403)";
      default ->
          code > 0
              ? "the API server answers " + code + " to: " + call
              : unreachable(fault, secrets);
    };
  }

  /** The same for a call that got no answer from the server. */
  static String unreachable(Throwable fault, Secrets secrets) {
    List<Throwable> causes = causes(fault);
    for (Throwable cause : causes) {
      if (cause instanceof TooMuchException bound) {
        return bound.words();
      }
      if (cause instanceof StreamConstraintsException) {
        return "the API server answers with more than is read of it";
      }
    }
    String said = PodExec.word(fault, secrets);
    String lower = texts(causes);
    if (has(causes, UnknownHostException.class)) {
      return "the host name of the API server is not known here: " + said;
    }
    if (lower.contains("timed out")
        || lower.contains("timeout")
        || has(causes, TimeoutException.class)) {
      return "the API server does not answer in time: " + said;
    }
    if (has(causes, SSLException.class) || lower.contains("ssl") || lower.contains("certificate")) {
      return tls(causes, lower, said);
    }
    if (has(causes, NoRouteToHostException.class)
        || lower.contains("unreachable")
        || lower.contains("no route to host")) {
      return "there is no route to the API server: " + said;
    }
    if (has(causes, ConnectException.class) || lower.contains("connection refused")) {
      return "nothing listens at the address of the API server: " + said;
    }
    if (lower.contains("reset") || lower.contains("closed") || lower.contains("broken pipe")) {
      return "the API server ended the connection before it answered: " + said;
    }
    return "the API server does not answer: " + said;
  }

  private static String tls(List<Throwable> causes, String lower, String said) {
    if (has(causes, CertificateExpiredException.class)) {
      return "the certificate of the API server has expired: " + said;
    }
    if (has(causes, CertificateNotYetValidException.class)) {
      return "the certificate of the API server is not valid yet, or this host's clock is wrong: "
          + said;
    }
    if (has(causes, CertPathBuilderException.class)
        || lower.contains("path building")
        || lower.contains("trust anchor")
        || lower.contains("validation failed")) {
      return "the certificate of the API server is not signed by the kubeconfig's"
          + " certificate-authority (untrusted CA)";
    }
    if (lower.contains("subject alternative") || lower.contains("no name matching")) {
      return "the certificate of the API server is not made for the address in the kubeconfig: "
          + said;
    }
    if (lower.contains("not an ssl/tls record") || lower.contains("unrecognized ssl message")) {
      return "the server at this address does not speak TLS";
    }
    if (lower.contains("fatal alert")) {
      return "the API server refuses the TLS connection, or the client certificate: " + said;
    }
    return "no TLS connection to the API server: " + said;
  }

  private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  private static String texts(List<Throwable> causes) {
    StringBuilder texts = new StringBuilder();
    for (Throwable cause : causes) {
      texts.append(cause.getClass().getSimpleName()).append(' ').append(cause.getMessage());
      texts.append('\n');
    }
    return texts.toString().toLowerCase(Locale.ROOT);
  }

  private static List<Throwable> causes(Throwable fault) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = fault;
        cause != null && causes.size() < DEEPEST;
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
