package chorus;

import chorus.agent.AgentOptions;
import chorus.agent.NettyAgentStreams;
import chorus.agent.builtin.BuiltinAgent;
import chorus.agent.builtin.Speech;
import chorus.api.ApiOptions;
import chorus.api.ApiParts;
import chorus.api.ApiServer;
import chorus.provider.LineTests;
import chorus.provider.Providers;
import chorus.provider.sip.SipProvider;
import chorus.provider.twilio.TwilioBooks;
import chorus.provider.twilio.TwilioOptions;
import chorus.provider.twilio.TwilioProvider;
import chorus.rtp.Rehearsal;
import chorus.rtp.RtpEndpoint;
import chorus.rtp.RtpPorts;
import chorus.secret.Secret;
import chorus.sip.SipLimits;
import chorus.sip.SipOptions;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.TlsException;
import chorus.sip.transport.TlsIdentity;
import chorus.sip.transport.TlsOptions;
import chorus.store.Store;
import chorus.switchboard.Switchboard;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
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
    private final Closing closing;
    private final CompletableFuture<Speech> speech = new CompletableFuture<>();
    private final CompletableFuture<BuiltinAgent> demo = new CompletableFuture<>();
    private final Switchboard switchboard;
    private final SipProvider sip;
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
        sip = closing.opened(new SipProvider(
                sipOptions(), rtp(loops), clock, store.lineHistories(), !settings.privateTargetsAllowed()));
        var twilio = closing.opened(twilio(store, loops));
        store.endLostCalls(clock.instant());
        firstStart = FirstStart.of(settings, store, clock);
        var providers = new Providers(List.of(sip, twilio));
        switchboard = switchboard(store, providers, streams);
        providers.attachAll(store.phoneNumbers().all());
        if (settings.ladders().isPositive()) {
            sip.keepLadders(store.ladders(), settings.ladders());
        }
        startSip();
        twilio.start(switchboard);
        var lineTests = closing.opened(
                new LineTests(providers, switchboard.testCalls(), store.phoneNumbers(), store.preflights(), clock));
        lineTests.start();
        var parts = apiParts(store, providers, lineTests, streams, twilio);
        var vertx = await(toolkit);
        document.join();
        api = closing.opened(Listening.on(
                Setting.HTTP_PORT,
                settings.bind(),
                settings.httpPort(),
                () -> ApiServer.start(vertx, apiOptions(), parts)));
        becomeLively();
    }

    /// On the transport of the media loops, so that a socket opened to the HTTP server can move to one of them.
    private static VertxOptions toolkit() {
        return new VertxOptions().setEventLoopPoolSize(WEB_LOOPS).setPreferNativeTransport(true);
    }

    private TwilioProvider twilio(Store store, MediaLoops loops) {
        return new TwilioProvider(
                new TwilioOptions(settings.publicUrl(), settings.twilioApiUrl()),
                loops.all(),
                settings.mediaTimeout(),
                new TwilioBooks(store.takeovers(), store.lineHistories()),
                clock);
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
                store.callLog(),
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
            Store store, Providers providers, LineTests lineTests, NettyAgentStreams streams, TwilioProvider twilio) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters.calls(registry, switchboard);
        Meters.sip(registry, sip, store);
        Meters.registrations(registry, sip);
        Meters.twilio(registry, twilio);
        Meters.agents(registry, streams);
        return new ApiParts(
                store.organizations(),
                store.apiKeys(),
                store.agents(),
                store.phoneNumbers(),
                store.purchases(),
                providers,
                lineTests,
                store.callHistory(),
                store.ladders(),
                switchboard,
                switchboard,
                twilio.door().stream().toList(),
                registry,
                clock);
    }

    private SipOptions sipOptions() {
        return new SipOptions(
                settings.bind(),
                settings.sipPort(),
                settings.publicIp(),
                "Chorus/" + Main.VERSION,
                SipLimits.standard(),
                Optional.of(new TlsOptions(
                        settings.tls().port(), tlsIdentity(), settings.tls().trust())));
    }

    private TlsIdentity tlsIdentity() {
        return settings.tls()
                .files()
                .map(files -> new TlsIdentity(files.certificate(), files.key()))
                .orElseGet(this::selfSigned);
    }

    /// For all the names that a phone beside us may use.
    private TlsIdentity selfSigned() {
        var addresses = Stream.concat(settings.publicIp().stream(), LocalAddresses.ofThisMachine().stream());
        var names = Stream.concat(Stream.of("localhost"), addresses.map(InetAddress::getHostAddress))
                .distinct()
                .toList();
        try {
            return TlsIdentity.selfSigned(settings.data().resolve("tls"), names);
        } catch (TlsException e) {
            throw new SettingsException(
                    Setting.DATA.key() + " must name a directory that can be written: " + e.getMessage());
        }
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
