package talkspurt.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import talkspurt.doctor.AsteriskFacts.Endpoint;
import talkspurt.doctor.AsteriskVersion.Since;

/** What is to be said of an Asterisk: versions with known faults, modules, settings that are traps. */
final class AsteriskJudgement {

  private static final List<String> AUDIOSOCKET = List.of("app_audiosocket", "chan_audiosocket");
  private static final List<String> TIMING =
      List.of("res_timing_timerfd", "res_timing_pthread", "res_timing_dahdi", "res_timing_kqueue");

  /** Modules that are asked for. */
  static final List<String> MODULES = List.of(
      "res_audiosocket",
      "app_audiosocket",
      "chan_audiosocket",
      "chan_websocket",
      "res_http_websocket",
      "res_websocket_client",
      "res_timing_timerfd",
      "res_timing_pthread",
      "res_timing_dahdi",
      "res_timing_kqueue",
      "codec_ulaw",
      "codec_alaw",
      "codec_resample",
      "func_curl",
      "res_curl",
      "func_uri",
      "app_system",
      "app_dial",
      "app_exec",
      "app_playback",
      "app_stack",
      "app_verbose",
      "func_callerid",
      "func_cdr",
      "func_channel",
      "func_cut",
      "func_dialplan",
      "func_logic",
      "func_strings",
      "func_uuid");

  private static final String BREAKS = "our dialplans hang callers up";

  /** What our dialplans use, and what they do without it. */
  private static final Map<String, String> DIALPLAN = new TreeMap<>(Map.ofEntries(
      Map.entry("app_dial", BREAKS),
      Map.entry("app_exec", BREAKS),
      Map.entry("app_stack", BREAKS),
      Map.entry("app_verbose", BREAKS),
      Map.entry("func_logic", "our dialplans take no call"),
      Map.entry("func_strings", "our dialplans take no call"),
      Map.entry("func_uuid", "our dialplans have no ids for calls, and take none"),
      Map.entry("func_uri", "our dialplans cannot announce a call"),
      Map.entry("app_playback", "a caller whom nobody takes hears congestion alone"),
      Map.entry("func_callerid", "our dialplans cannot tell who calls"),
      Map.entry("func_cdr", "the CDR tells neither call id nor outcome"),
      Map.entry("func_channel", "a caller who is answered cannot reach us by WebSocket/INCOMING"),
      Map.entry("func_cut", "the queues of our dialplans are not found"),
      Map.entry("func_dialplan", "a transfer to a place that is not there hangs the caller up")));

  private record News(Since since, String without) {}

  private static final List<News> AUDIOSOCKET_NEWS = List.of(
      new News(
          Since.releases(20, 14, 21, 9, 22, 4, 23, 0),
          "keys do not come over AudioSocket, and a line that we close hangs the caller up or"
              + " leaves a thread spinning"),
      new News(
          Since.releases(20, 17, 21, 12, 22, 7, 23, 1),
          "AudioSocket is 8 kHz only: c(slin16) and higher give wrong-rate; use c(slin)"),
      new News(
          Since.releases(20, 19, 22, 9, 23, 3),
          "an AudioSocket header that comes in two pieces is misread"),
      new News(
          Since.releases(20, 20, 22, 10, 23, 4),
          "comfort noise of a caller ends an AudioSocket call of the channel driver"));

  private static final Since WEBSOCKET = Since.releases(20, 16, 21, 11, 22, 6, 23, 0);
  private static final List<News> WEBSOCKET_NEWS = List.of(
      new News(
          Since.releases(20, 18, 22, 8, 23, 2),
          "chan_websocket knows no f(json) and no marks, and comfort noise ends its calls; use plain"
              + " text"),
      new News(Since.releases(20, 19, 22, 9, 23, 3), "chan_websocket pads and fills with silence"));

  /**
   * A command that the engine gives.
   *
   * @param privilege of manager.conf that allows it
   */
  private record Right(String command, String without, String privilege) {}

  private static final List<Right> EXCHANGE = List.of(
      new Right("Getvar", "channels of calls are not found", "call"),
      new Right("Status", "channels of calls are not found", "call"),
      new Right("PlayDTMF", "keys cannot be sent", "call"),
      new Right("Hangup", "calls that ring cannot be taken back", "call"),
      new Right("MuteAudio", "callers cannot be muted", "system"),
      new Right("Originate", "calls cannot be made", "originate"),
      new Right("UserEvent", "followers are told no events", "user"));

  private final AsteriskFacts facts;
  private final List<Finding> findings = new ArrayList<>();

  private AsteriskJudgement(AsteriskFacts facts) {
    this.facts = facts;
  }

  static List<Finding> of(AsteriskFacts facts) {
    AsteriskJudgement judgement = new AsteriskJudgement(facts);
    judgement.version();
    judgement.lines();
    judgement.otherModules();
    judgement.settings();
    judgement.rights();
    return judgement.findings;
  }

  private void version() {
    Optional<AsteriskVersion> version = AsteriskVersion.of(facts.version());
    if (version.isEmpty()) {
      findings.add(Finding.warn(
          "Asterisk",
          "version " + facts.version() + " is no release: what it knows cannot be told",
          "see audiosocket.md for what came when"));
      return;
    }
    findings.add(Finding.ok("Asterisk", "version " + facts.version()));
    for (News news : AUDIOSOCKET_NEWS) {
      older(version.get(), news);
    }
    if (loaded("chan_websocket")) {
      WEBSOCKET_NEWS.forEach(news -> older(version.get(), news));
    } else if (!version.get().has(WEBSOCKET)) {
      findings.add(Finding.warn(
          "chan_websocket", "this version has none", "Asterisk " + WEBSOCKET.text() + " or later"));
    }
  }

  private void older(AsteriskVersion version, News news) {
    if (!version.has(news.since())) {
      findings.add(Finding.warn(
          "Asterisk", news.without(), "Asterisk " + news.since().text() + " or later"));
    }
  }

  /** One way in is enough. */
  private void lines() {
    boolean audioSocket = loaded("res_audiosocket") && AUDIOSOCKET.stream().anyMatch(this::loaded);
    boolean webSocket = loaded("chan_websocket") && loaded("res_http_websocket");
    if (!asked("res_audiosocket") && !asked("chan_websocket")) {
      findings.add(Finding.warn(
          "modules", "could not be asked for", "give the AMI user write = system, or --ari-url"));
      return;
    }
    if (!audioSocket && !webSocket) {
      findings.add(Finding.fail(
          "lines",
          "no way in: neither AudioSocket nor chan_websocket is loaded",
          "load = res_audiosocket.so, app_audiosocket.so and chan_audiosocket.so in modules.conf"));
    }
    for (String module : MODULES.subList(0, 5)) {
      wanted(module, "lines that need it cannot be opened");
    }
    wanted("res_websocket_client", "Asterisk cannot open a chan_websocket line to us");
  }

  private void wanted(String module, String without) {
    if (!asked(module)) {
      return;
    }
    findings.add(
        loaded(module)
            ? Finding.ok(module, "loaded")
            : Finding.warn(
                module,
                "not loaded: " + without,
                "load = " + module + ".so in modules.conf, if you use it"));
  }

  private void otherModules() {
    Optional<String> timing = TIMING.stream().filter(this::loaded).findFirst();
    if (timing.isPresent()) {
      findings.add(Finding.ok("timing", timing.get() + " is loaded"));
    } else if (asked("res_timing_timerfd")) {
      findings.add(Finding.fail(
          "timing",
          "no timing module is loaded: chan_websocket, Local channels and bridges keep no time",
          "load = res_timing_timerfd.so in modules.conf"));
    }
    wanted("codec_ulaw", "callers with µ-law are not heard");
    wanted("codec_alaw", "callers with A-law are not heard");
    wanted("codec_resample", "only 8 kHz lines can be heard");
    DIALPLAN.forEach(this::wanted);
    // without it, curl or wget are run
    boolean curl = loaded("func_curl") && loaded("res_curl");
    wanted(
        "func_curl",
        loaded("app_system")
            ? "our dialplans run curl or wget instead, do not know of the cluster, and fail over to"
                + " nobody"
            : "our dialplans hang callers up, since app_system is not loaded either");
    if (loaded("func_curl")) {
      wanted("res_curl", "func_curl does not work");
    }
    if (!curl) {
      wanted("app_system", "our dialplans hang callers up");
    }
  }

  private void settings() {
    Map<String, String> set = facts.settings();
    if ("no".equalsIgnoreCase(set.getOrDefault("http.conf/general/enabled", ""))
        && loaded("chan_websocket")) {
      findings.add(Finding.warn(
          "http.conf",
          "enabled = no: Dial(WebSocket/INCOMING/…) cannot be reached",
          "enabled = yes, bound to an address that only the engine reaches"));
    }
    if (loaded("chan_websocket")
        && !"json"
            .equalsIgnoreCase(
                set.getOrDefault("chan_websocket.conf/global/control_message_format", "json"))) {
      findings.add(Finding.warn(
          "chan_websocket.conf",
          "control_message_format is not json: channel variables do not come",
          "control_message_format = json, or f(json) in Dial()"));
    }
    facts.endpoints().ifPresent(this::endpoints);
  }

  private void endpoints(List<Endpoint> all) {
    List<String> past = names(all, Endpoint::directMedia);
    findings.add(
        past.isEmpty()
            ? Finding.ok("pjsip.conf", "direct_media is no")
            : Finding.warn(
                "pjsip.conf",
                "direct_media is not no for " + some(past) + ": their audio may go past Asterisk",
                "direct_media = no"));
    List<String> keyless = names(all, one -> !one.keys());
    if (!keyless.isEmpty()) {
      findings.add(Finding.warn(
          "pjsip.conf",
          "dtmf_mode is none for " + some(keyless) + ": their keys are not heard",
          "dtmf_mode = rfc4733, or auto"));
    }
    List<String> lasting = names(all, one -> !one.rtpTimeout());
    if (!lasting.isEmpty()) {
      findings.add(Finding.warn(
          "pjsip.conf",
          "no rtp_timeout for " + some(lasting)
              + ": the call of a telephone that has vanished goes on",
          "rtp_timeout = 60, where silence is sent as sound"));
    }
  }

  private static List<String> names(List<Endpoint> all, Predicate<Endpoint> such) {
    return all.stream().filter(such).map(Endpoint::name).toList();
  }

  /** What the engine asks for where {@code talkspurt.exchange} names this user. */
  private void rights() {
    if (facts.commands().isEmpty()) {
      return;
    }
    Set<String> may = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    may.addAll(facts.commands().get());
    List<Right> lacking =
        EXCHANGE.stream().filter(right -> !may.contains(right.command())).toList();
    if (lacking.isEmpty()) {
      findings.add(Finding.ok("exchange", "this user may do all that talkspurt.exchange asks for"));
    }
    for (Right right : lacking) {
      findings.add(Finding.warn(
          "exchange",
          "this user may not " + right.command() + ": " + right.without(),
          "write = " + right.privilege() + " in manager.conf, if talkspurt.exchange names it"));
    }
  }

  private static String some(List<String> names) {
    int most = 5;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }

  private boolean asked(String module) {
    return facts.modules().containsKey(module);
  }

  private boolean loaded(String module) {
    return facts.modules().getOrDefault(module, false);
  }
}
