package io.podspan.clusteraccess;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A Vert.x whose HTTP clients take messages of a bounded size. fabric8's client sets the largest
 * size of a WebSocket message to 2 GiB, and has no setting for it.
 */
final class BoundedVertx {
  /** Of a watch: an object. Of an exec: at most 32 KiB of output. */
  static final int LARGEST_MESSAGE = 2 << 20;

  private BoundedVertx() {}

  static Vertx of(Vertx vertx) {
    InvocationHandler bounded =
        (_, method, arguments) -> {
          if (arguments != null
              && arguments.length == 1
              && arguments[0] instanceof HttpClientOptions options) {
            options.setMaxWebSocketFrameSize(LARGEST_MESSAGE);
            options.setMaxWebSocketMessageSize(LARGEST_MESSAGE);
          }
          try {
            return method.invoke(vertx, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Vertx)
        Proxy.newProxyInstance(
            BoundedVertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, bounded);
  }
}
