package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Objects;
import java.util.Set;

/**
 * Lets nothing through that changes a cluster, a dry run neither: it needs the same rights. Reviews
 * of somebody's access are requests with a body, and change nothing.
 */
final class WriteGuard implements Interceptor {
  static final String NAME = "podspan-write-guard";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";

  /**
   * @throws HeldWriteException in place of the request
   */
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    String path = request.uri().getPath();
    if (!READING.contains(request.method()) && !path.contains(REVIEWS)) {
      throw new HeldWriteException(
          request.method(), path, Objects.requireNonNullElse(request.bodyString(), ""));
    }
  }
}
