package talkspurt.control;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.PoolStats;
import talkspurt.telemetry.DatabaseMetrics;

/** Tells a node's figures how its pool of connections does. */
final class PoolFigures implements IMetricsTracker {

  private final DatabaseMetrics metrics;

  private PoolFigures(DatabaseMetrics metrics) {
    this.metrics = metrics;
  }

  static void tell(HikariDataSource pool, DatabaseMetrics metrics) {
    pool.setMetricsTrackerFactory((name, stats) -> {
      watch(stats, metrics);
      return new PoolFigures(metrics);
    });
  }

  private static void watch(PoolStats stats, DatabaseMetrics metrics) {
    metrics.databasePool(
        stats::getActiveConnections, stats::getIdleConnections, stats::getPendingThreads);
  }

  @Override
  public void recordConnectionAcquiredNanos(long nanos) {
    metrics.databaseConnectionTaken(nanos);
  }

  @Override
  public void recordConnectionTimeout() {
    metrics.databaseConnectionMissed();
  }
}
