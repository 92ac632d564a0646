package io.podspan.bgpreflector.alone;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Handlers of the process's signals. The JDK has them in module {@code jdk.unsupported}, and the
 * compiler warns of its types with no way to suppress it. This class uses reflection instead.
 */
final class SignalHandlers {
  private SignalHandlers() {}

  /** Does nothing on systems without this signal: there is no way to ask by it. */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, running(action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException notHere) {
      System.getLogger(SignalHandlers.class.getName())
          .log(System.Logger.Level.DEBUG, "no signal " + name, notHere);
    }
  }

  private static InvocationHandler running(Runnable action) {
    return (_, method, arguments) -> {
      if (method.getName().equals("handle")) {
        action.run();
        return null;
      }
      return method.invoke(action, arguments);
    };
  }
}
