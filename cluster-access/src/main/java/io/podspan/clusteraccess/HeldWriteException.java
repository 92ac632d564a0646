package io.podspan.clusteraccess;

/**
 * A request that would change a cluster which may only be read. It was not sent. Its body may hold
 * secrets, so it is not in the message.
 */
public final class HeldWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String method;
  private final String path;
  private final String body;

  HeldWriteException(String method, String path, String body) {
    super("not sent: " + method + " " + path);
    this.method = method;
    this.path = path;
    this.body = body;
  }

  /** {@code PATCH}. */
  public String method() {
    return method;
  }

  /** Of the address, without the query: {@code /api/v1/namespaces/default/pods/x}. */
  public String path() {
    return path;
  }

  /** Empty if it has none. */
  public String body() {
    return body;
  }
}
