package talkspurt.boot;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.ShownSettings;
import talkspurt.telemetry.RecentLog;

/** What this node is: versions, settings, threads, the last lines of its log. No secret is among it. */
final class SupportFacts {

  private static final int MAX_FRAMES = 40;
  private static final List<String> OF_JVM = List.of(
      "java.version",
      "java.vendor",
      "java.vm.name",
      "java.vm.version",
      "os.name",
      "os.version",
      "os.arch");

  private SupportFacts() {}

  /** As it is now, by name. */
  static Map<String, Object> now(Settings settings) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("at", Instant.now().toString());
    facts.put("engine", EngineFacts.all());
    facts.put("jvm", jvm());
    facts.put("settings", ShownSettings.of(settings));
    facts.put("threads", threads());
    facts.put("log", RecentLog.lines());
    return facts;
  }

  private static Map<String, String> jvm() {
    Map<String, String> told = new TreeMap<>();
    OF_JVM.forEach(name -> told.put(name, System.getProperty(name, "")));
    told.put(
        "uptime-seconds", String.valueOf(ManagementFactory.getRuntimeMXBean().getUptime() / 1000));
    told.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    told.put("heap-max-bytes", String.valueOf(Runtime.getRuntime().maxMemory()));
    told.put("heap-used-bytes", String.valueOf(used(Runtime.getRuntime())));
    told.put(
        "collectors",
        String.join(
            ", ",
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(one -> one.getName())
                .toList()));
    return told;
  }

  private static long used(Runtime runtime) {
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static List<String> threads() {
    ThreadInfo[] all = ManagementFactory.getThreadMXBean().dumpAllThreads(false, false);
    return Arrays.stream(all).map(SupportFacts::text).toList();
  }

  /** The JDK's own text ends after eight frames. */
  private static String text(ThreadInfo thread) {
    List<String> lines = new ArrayList<>();
    LockInfo lock = thread.getLockInfo();
    lines.add("\"" + thread.getThreadName() + "\" " + thread.getThreadState()
        + (lock == null ? "" : " on " + lock)
        + (thread.getLockOwnerName() == null ? "" : " of \"" + thread.getLockOwnerName() + "\""));
    Arrays.stream(thread.getStackTrace())
        .limit(MAX_FRAMES)
        .forEach(frame -> lines.add("    at " + frame));
    return String.join("\n", lines);
  }
}
