package talkspurt.boot;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import talkspurt.boot.config.StartFailure;
import talkspurt.telemetry.TlsMetrics;
import talkspurt.tls.PemFiles;
import talkspurt.tls.ReloadingTls;
import talkspurt.tls.TlsSettings;

/**
 * TLS of a node's ports, and of lines that it opens. Its files are looked at as long as the system runs.
 *
 * @param http of the API's port, if it is behind TLS
 * @param operations of the operations port
 * @param audioSocket of AudioSocket's port, if it is
 * @param dialling by host and port; empty: as the JVM does it
 */
record NodeTls(
    Optional<Supplier<SSLEngine>> http,
    Optional<Supplier<SSLEngine>> operations,
    Optional<Supplier<SSLEngine>> audioSocket,
    Optional<BiFunction<String, Integer, SSLEngine>> dialling) {

  /**
   * Reads the files.
   *
   * @throws StartFailure when one is missing or faulty
   */
  static NodeTls start(ActorSystem<?> system, TlsSettings settings, TlsMetrics metrics) {
    List<ReloadingTls> watched = new ArrayList<>();
    Optional<ReloadingTls> listeners = Optional.empty();
    Optional<ReloadingTls> lines = Optional.empty();
    try {
      if (settings.listens()) {
        listeners = Optional.of(
            new ReloadingTls("ports", settings.listeners(), InstantSource.system(), metrics));
      }
      if (!settings.dialling().equals(PemFiles.NONE)) {
        lines = Optional.of(
            new ReloadingTls("lines", settings.dialling(), InstantSource.system(), metrics));
      }
    } catch (IllegalArgumentException faulty) {
      throw new StartFailure("TLS: " + faulty.getMessage(), faulty);
    }
    listeners.ifPresent(watched::add);
    lines.ifPresent(watched::add);
    if (!watched.isEmpty()) {
      watch(system, settings, watched);
    }
    Optional<Supplier<SSLEngine>> port = listeners.map(tls -> () -> tls.server(settings.clients()));
    return new NodeTls(
        port.filter(tls -> settings.http()),
        port.filter(tls -> settings.operations()),
        port.filter(tls -> settings.audioSocket()),
        lines.map(tls -> tls::client));
  }

  /** A failure would end the looks: whatever goes wrong with one, the next comes. */
  private static void watch(
      ActorSystem<?> system, TlsSettings settings, List<ReloadingTls> watched) {
    Cancellable looks = system
        .scheduler()
        .scheduleWithFixedDelay(
            settings.reloadEvery(),
            settings.reloadEvery(),
            () -> watched.forEach(ReloadingTls::look),
            system.dispatchers().lookup(DispatcherSelector.blocking()));
    system.getWhenTerminated().whenComplete((end, never) -> looks.cancel());
  }
}
