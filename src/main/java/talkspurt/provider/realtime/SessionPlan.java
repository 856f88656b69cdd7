package talkspurt.provider.realtime;

import java.util.List;
import talkspurt.language.Wording.Text;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.SpeechToSpeech.Session;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.realtime.RealtimeSettings.Detection;
import talkspurt.provider.realtime.RealtimeSettings.Transcription;
import talkspurt.provider.transport.PromptData;

/**
 * How the session of a call is to be: as in the bot's settings, but for what the call asks.
 *
 * @param session what the call asks
 */
record SessionPlan(RealtimeSettings settings, Request request, Session session) {

  /** The event that begins a session; comes back with an error it causes. */
  static final String EVENT = "session";

  /** What the events that change a session begin with. */
  static final String CHANGE_EVENT = "change";

  /** The same with something else asked. */
  SessionPlan with(Session other) {
    return new SessionPlan(settings, request, other);
  }

  /** The same in another language. */
  SessionPlan with(Input.InLanguage other) {
    return new SessionPlan(settings, request.in(other), session);
  }

  Detection detection() {
    return session
        .turnDetection()
        .map(mode -> settings.detection().in(mode))
        .orElse(settings.detection());
  }

  /**
   * What the server is told.
   *
   * @param id of the event
   * @param voiced whether the voice is told, which cannot change once it was heard
   */
  ClientEvent.UpdateSession update(String id, boolean voiced) {
    Transcription writes = settings.transcription();
    String spoken = session.language().orElse(request.language()).split("-")[0];
    boolean fixed = !writes.language().isEmpty() && session.language().isEmpty();
    String language = fixed ? writes.language() : spoken;
    return new ClientEvent.UpdateSession(
        id,
        filled(instructions()),
        voiced ? session.voice().orElse(settings.voice()) : "",
        settings.speed(),
        tools(),
        detection(),
        new Transcription(writes.model(), language, writes.prompt()),
        settings.noiseReduction(),
        settings.maxOutputTokens());
  }

  /** How the server is asked for a response. */
  ClientEvent.Respond respond(String id, Wish wish) {
    String more = wish.more();
    return new ClientEvent.Respond(
        id, more.isEmpty() ? "" : filled(instructions() + "\n\n" + more), wish.tools());
  }

  private String instructions() {
    String told = session.instructions().orElse(settings.instructions());
    return request.speech().told()
        ? told + "\n\n" + request.speech().wording().of(Text.LANGUAGE)
        : told;
  }

  private String filled(String text) {
    return PromptData.of(text, request.variables(), request.speech().wording());
  }

  private List<ToolSpec> tools() {
    return session
        .tools()
        .map(names ->
            request.tools().stream().filter(tool -> names.contains(tool.name())).toList())
        .orElse(request.tools());
  }
}
