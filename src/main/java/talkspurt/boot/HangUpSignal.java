package talkspurt.boot;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by which servers are told to read their settings again. By reflection: the JDK has it where compilers do not
 * see it.
 */
final class HangUpSignal {

  private static final Logger LOG = LoggerFactory.getLogger(HangUpSignal.class);

  private HangUpSignal() {}

  /**
   * Has something done at each SIGHUP from now on. A process that belongs to a terminal ends by the signal as ever:
   * its terminal is gone then. So does one on a system without the signal.
   */
  static void on(Runnable work) {
    if (System.console() != null) {
      return;
    }
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler called = (proxy, method, arguments) -> {
        if (method.getName().equals("handle")) {
          work.run();
          return null;
        }
        return switch (method.getName()) {
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "SIGHUP";
        };
      };
      Object made = Proxy.newProxyInstance(
          HangUpSignal.class.getClassLoader(), new Class<?>[] {handler}, called);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), made);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InstantiationException
        | InvocationTargetException without) {
      LOG.debug("SIGHUP is not heard: {}", without.toString());
    }
  }
}
