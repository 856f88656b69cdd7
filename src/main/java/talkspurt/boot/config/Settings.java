package talkspurt.boot.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.access.AccessSettings;
import talkspurt.control.AdmissionSettings;
import talkspurt.control.BudgetSettings;
import talkspurt.control.CallSettings;
import talkspurt.control.ClusterSettings;
import talkspurt.control.DatabaseSettings;
import talkspurt.control.EarlierSettings;
import talkspurt.events.EventSettings;
import talkspurt.events.EventWebhook;
import talkspurt.events.WebhookTarget;
import talkspurt.exchange.ExchangeSettings;
import talkspurt.http.FollowSettings;
import talkspurt.http.HttpSettings;
import talkspurt.line.audiosocket.AudioSocketSettings;
import talkspurt.line.websocket.MediaSocketSettings;
import talkspurt.media.settings.DrainSettings;
import talkspurt.media.settings.MediaSettings;
import talkspurt.outbound.OutboundSettings;
import talkspurt.outcome.OutcomeSettings;
import talkspurt.privacy.PrivacySettings;
import talkspurt.probe.ProbeSettings;
import talkspurt.recording.RecordingSettings;
import talkspurt.telemetry.TraceSettings;
import talkspurt.tls.TlsSettings;

/**
 * Everything that was set, checked.
 *
 * @param config the whole of it, for Akka and the provider factories
 * @param bind address to listen on
 * @param dataDir where the database is kept
 * @param database what calls are kept in
 * @param warmUp how long the calls last that a node makes to itself at its start; zero for none
 * @param http the server of the API
 * @param operations the server that stays for those who run the engine
 * @param access who may connect
 * @param tls which connections are over TLS
 * @param admission which calls are taken
 * @param earlier how earlier calls of a number are looked up
 * @param budget what calls may cost in a day; those of profiles are not among it yet
 * @param monthBudget the same in a month
 * @param outcomes how it is asked for how calls came out
 * @param events how events for others' programs are kept and sent
 * @param webhooks who is sent them
 * @param hostEvents which of them are told by which of the exchange's hosts
 * @param following how events are followed
 * @param tracing where traces of calls go
 * @param recordings how recordings of calls are kept
 * @param privacy how what is kept of calls is protected
 * @param probe how a node calls itself while it runs, if it does
 * @param outbound how the engine makes calls
 * @param exchange which Asterisks it controls
 * @param sources where all this was read from
 * @param defaultProfile the profile for calls that ask for none
 */
public record Settings(
    Config config,
    String bind,
    Path dataDir,
    DatabaseSettings database,
    String defaultProfile,
    Duration warmUp,
    AccessSettings access,
    TlsSettings tls,
    HttpSettings http,
    HttpSettings operations,
    AudioSocketSettings audioSocket,
    MediaSocketSettings mediaSocket,
    CallSettings calls,
    AdmissionSettings admission,
    EarlierSettings earlier,
    BudgetSettings budget,
    BudgetSettings monthBudget,
    OutcomeSettings outcomes,
    EventSettings events,
    List<WebhookTarget> webhooks,
    Map<String, EventWebhook> hostEvents,
    FollowSettings following,
    RecordingSettings recordings,
    PrivacySettings privacy,
    MediaSettings media,
    ClusterSettings cluster,
    DrainSettings drain,
    TraceSettings tracing,
    Optional<ProbeSettings> probe,
    OutboundSettings outbound,
    ExchangeSettings exchange,
    SettingsSources sources) {

  /** The same with profiles, and what they are made of, as they were read again. */
  Settings with(Config again, String otherDefault, SettingsSources from) {
    return new Settings(
        again,
        bind,
        dataDir,
        database,
        otherDefault,
        warmUp,
        access,
        tls,
        http,
        operations,
        audioSocket,
        mediaSocket,
        calls,
        admission,
        earlier,
        budget,
        monthBudget,
        outcomes,
        events,
        webhooks,
        hostEvents,
        following,
        recordings,
        privacy,
        media,
        cluster,
        drain,
        tracing,
        probe,
        outbound,
        exchange,
        from);
  }
}
