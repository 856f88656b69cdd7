package talkspurt.fake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK's keytool, run in this JVM: a process of its own takes a second each time. The JDK does not offer that to
 * programs, so the tests run with {@code --add-exports java.base/sun.security.tools.keytool=ALL-UNNAMED} (pom.xml).
 */
public final class Keytool {

  private Keytool() {}

  /**
   * Does what a command line of these arguments does. Each file is named by its whole path, since a JVM has one
   * directory.
   *
   * @throws AssertionError with what keytool says, where it refuses
   */
  public static void run(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("-debug"); // it throws what is wrong, instead of ending this JVM
    try {
      Method main =
          Class.forName("sun.security.tools.keytool.Main").getMethod("main", String[].class);
      main.invoke(null, (Object) all.toArray(String[]::new));
    } catch (InvocationTargetException refused) {
      throw new AssertionError("keytool " + arguments, refused.getCause());
    } catch (ReflectiveOperationException notOffered) {
      throw new AssertionError("run the tests with the argLine of pom.xml", notOffered);
    }
  }
}
