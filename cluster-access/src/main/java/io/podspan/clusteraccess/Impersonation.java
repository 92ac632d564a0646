package io.podspan.clusteraccess;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sends whom the requests act for: user, groups, uid and extra fields, all of them. A server that
 * gets only a part of them grants other rights.
 *
 * <p>The headers are those of Kubernetes (User impersonation, Impersonate-*).
 */
final class Impersonation implements Interceptor {
  static final String NAME = "podspan-impersonation";

  private static final String TOKEN_CHARACTERS = "!#$&'*+-.^_`|~";

  private record Header(String name, String value) {}

  private final List<Header> headers;

  private Impersonation(List<Header> headers) {
    this.headers = List.copyOf(headers);
  }

  /**
   * @param name of the kubeconfig, for messages
   * @throws UnusableAccessException when there is no user, or a value cannot be sent in a header
   */
  static Impersonation of(AuthInfo user, String name) {
    List<Header> headers = new ArrayList<>();
    add(headers, "Impersonate-User", user.getAs());
    add(headers, "Impersonate-Uid", user.getAsUid());
    Objects.requireNonNullElse(user.getAsGroups(), List.<String>of())
        .forEach(group -> add(headers, "Impersonate-Group", group));
    Objects.requireNonNullElse(user.getAsUserExtra(), Map.<String, List<String>>of())
        .forEach(
            (key, values) ->
                Objects.requireNonNullElse(values, List.<String>of())
                    .forEach(value -> add(headers, "Impersonate-Extra-" + escaped(key), value)));
    check(headers, name);
    return new Impersonation(headers);
  }

  private static void add(List<Header> headers, String name, String value) {
    if (value != null && !value.isEmpty()) {
      headers.add(new Header(name, value));
    }
  }

  private static void check(List<Header> headers, String name) {
    if (!headers.isEmpty() && !headers.getFirst().name().equals("Impersonate-User")) {
      throw new UnusableAccessException(
          "The kubeconfig "
              + name
              + " impersonates groups, a uid or extra fields without a user (as).",
          "Add the user (as), or remove as-groups, as-uid and as-user-extra.");
    }
    for (Header header : headers) {
      if (!header.value().chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
        throw new UnusableAccessException(
            "The kubeconfig "
                + name
                + " impersonates with a value that cannot be sent ("
                + header.name()
                + "): it has characters other than printable ASCII.",
            "Correct the as... fields of the user.");
      }
    }
  }

  /** As client-go escapes the keys of extra fields: per cent and the byte in hex. */
  private static String escaped(String key) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain =
          c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_CHARACTERS.indexOf(c) >= 0);
      escaped.append(plain ? String.valueOf(c) : "%%%02X".formatted(octet & 0xFF));
    }
    return escaped.toString();
  }

  @Override
  public void before(BasicBuilder request, HttpRequest former, RequestTags tags) {
    String last = "";
    for (Header header : headers) {
      if (header.name().equals(last)) {
        request.header(header.name(), header.value());
      } else {
        request.setHeader(header.name(), header.value());
      }
      last = header.name();
    }
  }
}
