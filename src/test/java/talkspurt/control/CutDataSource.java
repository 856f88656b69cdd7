package talkspurt.control;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** Connections of another pool, of which one commit goes wrong when that is asked for. */
final class CutDataSource {

  /** How a commit goes wrong. */
  enum How {
    /** It is not made. */
    BEFORE,
    /** It is made, and nobody hears of it. */
    AFTER,
    /** It does not: whoever waits is told that it was made. */
    NOT
  }

  private final DataSource other;
  private CountDownLatch reached = new CountDownLatch(1);
  private int left;
  private How how = How.NOT;

  CutDataSource(DataSource other) {
    this.other = other;
  }

  /** A pool of such connections. */
  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource((DataSource) Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, given) -> {
          Object result = invoke(other, method, given);
          return result instanceof Connection connection ? cut(connection) : result;
        }));
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  /** The commit that is so many from now goes wrong. */
  synchronized void at(int commit, How wrong) {
    reached = new CountDownLatch(1);
    left = commit;
    how = wrong;
  }

  /** Waits for it. */
  void await() throws InterruptedException {
    CountDownLatch waited;
    synchronized (this) {
      waited = reached;
    }
    waited.await();
  }

  private Connection cut(Connection connection) {
    return (Connection) Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
          if (!method.getName().equals("commit") || !isCut()) {
            return invoke(connection, method, given);
          }
          try {
            if (how != How.BEFORE) {
              connection.commit();
            }
            if (how != How.NOT) {
              throw new SQLException("cut off", "08006");
            }
            return null;
          } finally {
            reached.countDown();
          }
        });
  }

  private synchronized boolean isCut() {
    return --left == 0;
  }

  private static Object invoke(Object target, Method method, Object[] given) throws Throwable {
    try {
      return method.invoke(target, given);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
