package chorus;

import chorus.agent.AgentOptions;
import chorus.agent.NettyAgentStreams;
import chorus.agent.builtin.BuiltinAgent;
import chorus.agent.builtin.Speech;
import chorus.api.ApiOptions;
import chorus.api.ApiParts;
import chorus.api.ApiServer;
import chorus.api.Reach;
import chorus.feed.Feed;
import chorus.feed.WatchedCallLog;
import chorus.feed.WatchedLines;
import chorus.provider.LineTests;
import chorus.provider.Provider;
import chorus.provider.Providers;
import chorus.provider.browser.BrowserProvider;
import chorus.provider.sip.SipProvider;
import chorus.provider.twilio.TwilioProvider;
import chorus.provider.voximplant.VoximplantProvider;
import chorus.rtp.Rehearsal;
import chorus.rtp.RtpEndpoint;
import chorus.rtp.RtpPorts;
import chorus.secret.Secret;
import chorus.sip.transport.TlsException;
import chorus.store.Store;
import chorus.switchboard.Switchboard;
import chorus.web.Door;
import chorus.webhook.Courier;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The whole house, built by hand, in order.
///
/// The database, the web toolkit and the API's document start beside the rest; the voice loads once all is
/// ready.
final class Server implements AutoCloseable {
    private static final int WEB_LOOPS = 2;

    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final Feed feed = new Feed();
    private final Closing closing;
    private final CompletableFuture<Speech> speech = new CompletableFuture<>();
    private final CompletableFuture<BuiltinAgent> demo = new CompletableFuture<>();
    private final Switchboard switchboard;
    private final SipProvider sip;
    private final BrowserProvider browser;
    private final ApiServer api;
    private final FirstStart firstStart;

    private Server(Settings settings, Closing closing) {
        this.settings = settings;
        this.closing = closing;
        var toolkit = beside(() -> Vertx.vertx(toolkit()));
        closing.opened(() -> await(toolkit).close().await());
        var opening = beside(() -> Databases.open(settings, clock));
        closing.opened(
                () -> opening.thenAccept(Store::close).exceptionally(_ -> null).join());
        var document = CompletableFuture.runAsync(() -> ApiServer.preload(apiOptions()), Thread::startVirtualThread);
        var loops = closing.opened(new MediaLoops(Runtime.getRuntime().availableProcessors()));
        var streams = closing.opened(streams(loops));
        var store = await(opening);
        closing.opened(courier(store)).start();
        var lines = new WatchedLines(store.lineHistories(), store.phoneNumbers(), feed);
        sip = closing.opened(new SipProvider(
                SipSettings.options(settings), rtp(loops), clock, lines, !settings.privateTargetsAllowed()));
        var networks = new CloudNetworks(settings, store, lines, loops, clock);
        var twilio = closing.opened(networks.twilio());
        store.endLostCalls(clock.instant());
        firstStart = FirstStart.of(settings, store, clock);
        var voximplant = closing.opened(networks.voximplant());
        browser =
                closing.opened(new BrowserProvider(loops.all(), settings.mediaTimeout(), settings.publicUrl(), clock));
        var providers = new Providers(List.of(sip, twilio, voximplant, browser));
        switchboard = switchboard(store, providers, streams);
        takeCalls(store, providers, List.of(twilio, voximplant, browser));
        var lineTests = closing.opened(
                new LineTests(providers, switchboard.testCalls(), store.phoneNumbers(), store.preflights(), clock));
        lineTests.start();
        var parts = apiParts(store, providers, lineTests, streams, doors(twilio, voximplant));
        var vertx = await(toolkit);
        document.join();
        api = closing.opened(Listening.on(
                Setting.HTTP_PORT,
                settings.bind(),
                settings.httpPort(),
                () -> ApiServer.start(vertx, apiOptions(), parts)));
        becomeLively();
    }

    /// Where phone networks and browsers reach us over HTTP.
    private List<Door> doors(TwilioProvider twilio, VoximplantProvider voximplant) {
        return Stream.of(twilio.door(), voximplant.door(), Optional.of(browser.door()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Courier courier(Store store) {
        var name = "Chorus/" + Main.VERSION;
        return new Courier(store.deliveries(), settings.privateWebhooksAllowed(), name, clock);
    }

    private void takeCalls(Store store, Providers providers, List<Provider> overHttp) {
        providers.attachAll(store.phoneNumbers().all());
        if (settings.ladders().isPositive()) {
            sip.keepLadders(store.ladders(), settings.ladders());
        }
        startSip();
        overHttp.forEach(provider -> provider.start(switchboard));
    }

    /// On the transport of the media loops, so that a socket opened to the HTTP server can move to one of them.
    private static VertxOptions toolkit() {
        return new VertxOptions().setEventLoopPoolSize(WEB_LOOPS).setPreferNativeTransport(true);
    }

    private void startSip() {
        try {
            Listening.on(Setting.SIP_PORT, settings.bind(), settings.sipPort(), () -> {
                sip.start(switchboard);
                return sip;
            });
        } catch (SettingsException e) {
            if (e.getCause() instanceof TlsException tls) {
                throw tlsRefusal(tls);
            }
            throw e;
        }
    }

    private SettingsException tlsRefusal(TlsException e) {
        if (!e.isOfPort()) {
            return new SettingsException(
                    e.getMessage() + " Correct " + Setting.TLS_CERTIFICATE.key() + ", " + Setting.TLS_KEY.key() + " or "
                            + Setting.TLS_TRUST.key() + ".",
                    e);
        }
        return Listening.refusal(
                Setting.SIP_TLS_PORT, settings.bind(), settings.tls().port(), e);
    }

    /// What the first caller need not wait for: the voice, the demo agent that speaks with it, and the practice
    /// of the media path.
    private void becomeLively() {
        speech.complete(closing.opened(Speech.loading()));
        demo.complete(closing.opened(BuiltinAgent.start(speech.join())));
        Thread.ofPlatform().daemon().name("rehearsal").start(Rehearsal::run);
    }

    /// Starts everything; when something cannot start, what had started is stopped again.
    static Server start(Settings settings) {
        var closing = new Closing();
        try {
            return new Server(settings, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    int httpPort() {
        return api.port();
    }

    int sipPort() {
        return sip.port();
    }

    /// The key made at the very first start; seen only now.
    Optional<Secret> newKey() {
        return firstStart.newKey();
    }

    /// Takes no new calls, lets those that run end within the time the settings allow, then stops.
    void drain() {
        switchboard.drain();
        switchboard.awaitQuiet(settings.drain());
        close();
    }

    /// Ends the calls that run and stops.
    @Override
    public void close() {
        switchboard.drain();
        switchboard.endAll();
        closing.close();
    }

    private NettyAgentStreams streams(MediaLoops loops) {
        var options = AgentOptions.standard(!settings.privateTargetsAllowed());
        return new NettyAgentStreams(
                loops.all(), options, () -> Optional.of(demo.join().uri()));
    }

    private Switchboard switchboard(Store store, Providers providers, NettyAgentStreams streams) {
        return new Switchboard(
                store.phoneNumbers(),
                store.agents(),
                providers,
                streams,
                new WatchedCallLog(store.callLog(), store.organizations(), feed),
                clock,
                text -> speech.join().pcmu(text),
                settings.agentTimeout());
    }

    private ApiOptions apiOptions() {
        var here = settings.publicUrl().orElseGet(() -> URI.create("http://127.0.0.1:" + settings.httpPort()));
        return new ApiOptions(
                settings.bind().getHostAddress(),
                settings.httpPort(),
                !settings.privateTargetsAllowed(),
                Main.VERSION,
                here);
    }

    private ApiParts apiParts(
            Store store, Providers providers, LineTests lineTests, NettyAgentStreams streams, List<Door> doors) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters.calls(registry, switchboard);
        Meters.sip(registry, sip, store);
        Meters.registrations(registry, sip);
        Meters.doors(registry, doors);
        Meters.agents(registry, streams);
        return new ApiParts(
                store.organizations(),
                store.apiKeys(),
                store.signIns(),
                store.agents(),
                store.phoneNumbers(),
                store.purchases(),
                providers,
                lineTests,
                store.callHistory(),
                store.callFigures(),
                store.ladders(),
                store.deliveries(),
                store.auditLog(),
                switchboard,
                switchboard,
                browser,
                switchboard,
                feed,
                reach(),
                doors,
                registry,
                clock);
    }

    private Reach reach() {
        return new Reach(
                settings.publicUrl(),
                settings.publicIp(),
                sip.port(),
                sip.tlsPort(),
                settings.rtpPorts().first(),
                settings.rtpPorts().last());
    }

    private RtpEndpoint rtp(MediaLoops loops) {
        var range = settings.rtpPorts();
        var ports = RtpPorts.range(range.first() + "-" + range.last(), System::nanoTime);
        return new RtpEndpoint(loops.all(), settings.bind(), ports, System::nanoTime, settings.mediaTimeout());
    }

    private static <T> CompletableFuture<T> beside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    private static <T> T await(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
