package talkspurt.boot.config;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import talkspurt.check.Endpoint;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Toolbox;
import talkspurt.provider.httptool.UrlTemplate;

/** Reads a profile's providers one by one: each without its fallbacks, its cache and its recordings. */
final class EndpointReader {

  private static final String TOOLS = "tools";
  private static final List<String> AROUND = List.of("fallback", "cache", "prompts");

  private final ConfigSection root;
  private final SynthesizerReader voices;
  private final TranscriberReader transcribers;
  private final ResponderReader responders;
  private final ToolReader toolReader;

  EndpointReader(
      ConfigSection root,
      SynthesizerReader voices,
      TranscriberReader transcribers,
      ResponderReader responders,
      ToolReader toolReader) {
    this.root = root;
    this.voices = voices;
    this.transcribers = transcribers;
    this.responders = responders;
    this.toolReader = toolReader;
  }

  /** The providers of a profile that was read without a complaint. */
  List<Endpoint> endpoints(ConfigSection block, Profile profile) {
    List<Endpoint> all = new ArrayList<>();
    if (block.has("synthesizer")) {
      all.addAll(each("", block, "synthesizer", this::speaks));
    }
    all.addAll(servers("", block)); // before agents, which are offered their tools
    if (profile.pipeline() instanceof Profile.Agent agent) {
      all.addAll(each("", block, "transcriber", named -> hears(named, agent)));
      all.addAll(each("", block, "responder", named -> answers(named, agent.tools())));
      all.addAll(others(block, agent.tools()));
      all.addAll(tools("", block));
    } else if (profile.pipeline() instanceof Profile.Bot bot) {
      ConfigSection own = block.section("bot");
      all.add(new Endpoint.Converses(name("bot", "bots", own), bot.speech()));
    }
    return all;
  }

  /** Who may be handed the caller, and has a server of its own. */
  private List<Endpoint> others(ConfigSection profile, Toolbox tools) {
    List<Endpoint> all = new ArrayList<>();
    ConfigSection agents = profile.sectionOrNothing(AgentsReader.KEY);
    for (String name : agents.keys()) {
      ConfigSection one = agents.section(name);
      String of = AgentsReader.KEY + "." + name + ".";
      Toolbox can = one.has(TOOLS) ? toolReader.tools(one.section(TOOLS)) : tools;
      all.addAll(servers(of, one));
      all.addAll(tools(of, one));
      if (one.has("responder")) {
        all.addAll(each(of, one, "responder", named -> answers(named, can)));
      }
      if (one.has("synthesizer.kind")) {
        all.addAll(each(of, one, "synthesizer", this::speaks));
      }
    }
    return all;
  }

  private record Named(String name, ConfigSection block) {}

  private List<Endpoint> each(
      String of, ConfigSection profile, String port, Function<Named, Endpoint> endpoint) {
    List<Endpoint> all = new ArrayList<>();
    String at = port;
    for (ConfigSection block : profile.section(port).chain("fallback")) {
      Config alone = block.config();
      for (String key : AROUND) {
        alone = alone.withoutPath(key);
      }
      all.add(endpoint.apply(
          new Named(name(of + at, port + "s", block), new ConfigSection(alone, block.path()))));
      at += ".fallback";
    }
    return all;
  }

  private Endpoint speaks(Named named) {
    Voice voice = voices.read(named.block);
    return new Endpoint.Speaks(named.name, voice.synthesizer(), voice.name());
  }

  private Endpoint hears(Named named, Profile.Agent agent) {
    return new Endpoint.Hears(named.name, transcribers.read(named.block), agent.phrases());
  }

  private Endpoint answers(Named named, Toolbox tools) {
    return new Endpoint.Answers(
        named.name, responders.agent(named.block).responder(), tools::offered);
  }

  /** @param of whose they are, where that is not the profile itself */
  private static List<Endpoint> tools(String of, ConfigSection block) {
    if (!block.has("tools.http")) {
      return List.of();
    }
    ConfigSection http = block.section(TOOLS).section("http");
    return http.keys().stream()
        .<Endpoint>map(tool -> {
          String url = http.section(tool).text("url");
          return new Endpoint.Runs(
              of + "tool " + tool + " (" + url + ")", new UrlTemplate(url).shown());
        })
        .toList();
  }

  private List<Endpoint> servers(String of, ConfigSection block) {
    List<Endpoint> all = new ArrayList<>();
    if (block.has(TOOLS)) {
      toolReader
          .mcp(block.section(TOOLS))
          .forEach((name, runner) -> all.add(new Endpoint.Lends(
              of + "MCP server " + name + " ("
                  + runner.server().settings().address().shown() + ")",
              runner)));
    }
    return all;
  }

  /** Such as {@code transcriber.fallback (vosk, ws://10.0.0.5:2700)}. */
  private String name(String at, String defaults, ConfigSection block) {
    String kind = block.text("kind");
    ConfigSection whole =
        root.has(defaults + "." + kind) ? block.or(root.section(defaults).section(kind)) : block;
    String address = whole.text("url", whole.text("base-url", ""));
    return at + " (" + kind + (address.isEmpty() ? "" : ", " + address) + ")";
  }
}
