package com.in2peta.launcher;

import com.in2peta.launcher.broker.Broker;
import com.in2peta.launcher.payara.BootCommands;
import com.in2peta.launcher.payara.ClassArchive;
import com.in2peta.launcher.payara.MicroPart;
import com.in2peta.launcher.payara.MicroRuntime;
import com.in2peta.launcher.payara.PayaraPart;
import com.in2peta.launcher.postgres.Cluster;
import com.in2peta.launcher.postgres.PostgresPart;
import com.in2peta.launcher.postgres.PostgresPrograms;
import com.in2peta.launcher.postgres.Schema;
import com.in2peta.launcher.process.ChildPart;
import com.in2peta.launcher.process.Children;
import com.in2peta.launcher.sandbox.MailPart;
import com.in2peta.launcher.sandbox.SandboxPart;
import com.in2peta.launcher.server.ServerPart;
import com.in2peta.launcher.worker.WorkerPart;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of one installation, what each needs before it can start, and the order in which they stop. */
public final class Parts {

    private static final List<String> QUEUES = List.of("InferenceWakeUp");

    private final Installation installation;
    private final Edition edition;
    private final Home home;
    private final Secrets secrets;
    private final Progress progress;
    private final Children children;
    private final List<Part> started = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        return thread;
    });

    private PostgresPart postgres;
    private Schema schema;
    private PostgresPart keys;
    private Schema keysSchema;
    private Broker broker;
    private WorkerPart worker;
    private SandboxPart sandbox;
    private MailPart mail;
    private final List<PayaraPart> nodes = new ArrayList<>();

    public Parts(
            Installation installation,
            Edition edition,
            Home home,
            Secrets secrets,
            Progress progress,
            Children children) {
        this.installation = installation;
        this.edition = edition;
        this.home = home;
        this.secrets = secrets;
        this.progress = progress;
        this.children = children;
    }

    /** Starts everything, side by side where the needs allow, and returns when all of it is ready. */
    public void start(int port, int nodeCount) {
        broker = new Broker(home, secrets, Ports.free(), QUEUES);
        sandbox = new SandboxPart(home, secrets, Ports.free(), URI.create(url(port) + "/v1/razorpay/webhook"));
        mail = new MailPart(home, Ports.free(), Ports.free());
        worker = new WorkerPart(home, installation.workerJar(), secrets, Ports.free(), children);
        int postgresPort = Ports.free();
        int keysPort = Ports.free();
        CompletableFuture<PostgresPrograms> programs =
                CompletableFuture.supplyAsync(() -> PostgresPrograms.in(installation.cache()), threads);
        CompletableFuture<Void> database = programs.thenAcceptAsync(
                unpacked -> {
                    postgres = postgres(Cluster.DATABASE, unpacked, postgresPort);
                    start(postgres);
                    schema = new Schema(postgres, secrets);
                    start(schema);
                },
                threads);
        CompletableFuture<Void> keyStore = programs.thenAcceptAsync(
                unpacked -> {
                    keys = postgres(Cluster.KEYS, unpacked, keysPort);
                    start(keys);
                    keysSchema = new Schema(keys, secrets);
                    start(keysSchema);
                },
                threads);
        CompletableFuture<Void> messages = run(() -> start(broker));
        CompletableFuture<Void> work = run(() -> start(worker));
        CompletableFuture<Void> standIns = run(() -> {
            start(sandbox);
            start(mail);
        });
        home.forgetFurtherNodes();
        List<Integer> ports = new ArrayList<>(List.of(port));
        while (ports.size() < nodeCount) {
            ports.add(Ports.free());
        }
        CompletableFuture<Function<Integer, PayaraPart>> maker =
                CompletableFuture.supplyAsync(() -> payaraMaker(ports), threads);
        CompletableFuture<Void> server = CompletableFuture.allOf(database, keyStore, messages)
                .thenCombineAsync(
                        maker,
                        (ready, make) -> {
                            for (int node = 0; node < ports.size(); node++) {
                                nodes.add(make.apply(node));
                                start(nodes.get(node));
                            }
                            return null;
                        },
                        threads);
        await(CompletableFuture.allOf(server, work, standIns));
    }

    private PostgresPart postgres(Cluster cluster, PostgresPrograms programs, int port) {
        return new PostgresPart(cluster, home, programs, secrets, port, children);
    }

    /** Does what takes long and needs no other part; what it answers makes the servers, by their places. */
    private Function<Integer, PayaraPart> payaraMaker(List<Integer> ports) {
        if (edition == Edition.SERVER) {
            return node -> server(ports.get(node));
        }
        MicroRuntime runtime = MicroRuntime.in(
                installation.cache(),
                installation.microJar(),
                installation.serverLibraries(),
                installation.artemisAdapter());
        return node -> micro(runtime, ports, node);
    }

    private PayaraPart micro(MicroRuntime runtime, List<Integer> ports, int node) {
        return new MicroPart(
                nameOf(node),
                home,
                runtime,
                installation.war(),
                ports.get(node),
                installation.serverConfig("micro-preboot.asadmin"),
                resources(runtime.adapter()),
                installation.serverConfig("micro-postdeploy.asadmin"),
                config(ports, node).text(),
                passwords(),
                new ClassArchive(runtime.root()),
                children);
    }

    private PayaraPart server(int port) {
        Map<String, String> environment = new LinkedHashMap<>(passwords());
        environment.putAll(config(List.of(port), 0).environment());
        return new ServerPart(
                home,
                installation.server(),
                installation.serverLibraries(),
                port,
                installation.serverConfig("server-preboot.asadmin"),
                resources(installation.artemisAdapter()) + "deploy --name in2peta " + installation.ear() + "\n",
                environment,
                secrets,
                children);
    }

    private String resources(Path adapter) {
        return new BootCommands(Map.ofEntries(
                        Map.entry("database-host", "127.0.0.1"),
                        Map.entry("database-port", Integer.toString(postgres.port())),
                        Map.entry("database-name", Cluster.DATABASE.database()),
                        Map.entry("keys-host", "127.0.0.1"),
                        Map.entry("keys-port", Integer.toString(keys.port())),
                        Map.entry("keys-name", Cluster.KEYS.database()),
                        Map.entry("broker-host", "127.0.0.1"),
                        Map.entry("broker-port", Integer.toString(broker.port())),
                        Map.entry("broker-user", Broker.USER),
                        Map.entry("artemis-rar", adapter.toString())))
                .fill(installation.serverConfig("resources.asadmin"));
    }

    /** What resources.asadmin refers to by name: the server's own configuration never holds a password. */
    private Map<String, String> passwords() {
        return Map.of(
                "IN2PETA_DATABASE_APP_PASSWORD", schema.password(Schema.APPLICATION),
                "IN2PETA_DATABASE_BATCH_PASSWORD", schema.password(Schema.BATCH),
                "IN2PETA_DATABASE_ANALYTICS_PASSWORD", schema.password(Schema.ANALYTICS),
                "IN2PETA_KEYS_PASSWORD", keysSchema.password(Schema.KEYS),
                "IN2PETA_BROKER_PASSWORD", broker.password());
    }

    /** The first is called as before there were several. */
    private static String nameOf(int node) {
        return node == 0 ? "payara" : "payara-" + (node + 1);
    }

    /** The same on every node, but for the address at which providers call it back. */
    private ApplicationConfig config(List<Integer> ports, int node) {
        String servers = IntStream.range(0, ports.size())
                .mapToObj(each -> home.node(nameOf(each)).toString())
                .collect(Collectors.joining(","));
        return new ApplicationConfig()
                .set("in2peta.public-url", url(ports.get(0)))
                .set("in2peta.kernel.master-key-file", secrets.masterKey().toString())
                .set("in2peta.kernel.loopback-urls", "true")
                .set("in2peta.identity.jwt-key-file", secrets.signingKey().toString())
                .set("in2peta.identity.smtp-host", "127.0.0.1")
                .set("in2peta.identity.smtp-port", mail.smtpPort())
                .set("in2peta.identity.mail-from", "no-reply@in2peta.local")
                .set("in2peta.compliance.contact", "privacy@in2peta.local")
                .set(
                        "in2peta.compliance.evidence-key-file",
                        secrets.evidenceKey().toString())
                .set("in2peta.compliance.witness-dir", home.witness().toString())
                .set("in2peta.compliance.scan-dirs", home.logs() + "," + servers + "," + home.artemis())
                .set("in2peta.billing.razorpay-url", sandbox.url() + "/razorpay")
                .set("in2peta.billing.razorpay-key-id", sandbox.account().keyId())
                .set("in2peta.billing.razorpay-key-secret", sandbox.account().keySecret())
                .set(
                        "in2peta.billing.razorpay-webhook-secret",
                        sandbox.account().webhookSecret())
                .set("in2peta.inference.worker-url", worker.url())
                .set("in2peta.inference.worker-api-key", worker.apiKey())
                .set("in2peta.inference.runpod-url", sandbox.runpodUrl())
                .set("in2peta.inference.runpod-api-key", sandbox.keys().runpodApiKey())
                .set("in2peta.inference.runpod-rest-url", sandbox.url() + "/runpod/v1")
                .set("in2peta.inference.runpod-rest-key", sandbox.keys().runpodApiKey())
                .set("in2peta.inference.koyeb-api-url", sandbox.url() + "/koyeb/v1")
                .set("in2peta.inference.koyeb-api-token", sandbox.keys().koyebApiToken())
                .set("in2peta.models.providers", "runpod,worker,koyeb,modal")
                .set("in2peta.inference.koyeb-enabled", "true")
                .set("in2peta.inference.koyeb-host", sandbox.host())
                .set("in2peta.inference.modal-enabled", "true")
                .set("in2peta.inference.modal-host", sandbox.host())
                .set("in2peta.inference.callback-url", url(ports.get(node)))
                .override(home.overrides())
                .override(System.getenv())
                .override(System.getProperties());
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** The parts that are processes, each of which may die alone. */
    public List<ChildPart> processes() {
        synchronized (started) {
            return started.stream()
                    .filter(ChildPart.class::isInstance)
                    .map(ChildPart.class::cast)
                    .toList();
        }
    }

    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("launcher", ProcessHandle.current().pid());
        processes().forEach(part -> part.pid().ifPresent(pid -> pids.put(part.name(), pid)));
        return pids;
    }

    public PostgresPart postgres() {
        return postgres;
    }

    public PostgresPart keys() {
        return keys;
    }

    public String sandboxUrl() {
        return sandbox.url();
    }

    public Map<String, Map<String, String>> providers() {
        return sandbox.providers();
    }

    public String mailUrl() {
        return mail.url();
    }

    /** The first server. */
    public PayaraPart payara() {
        return nodes.get(0);
    }

    /** The addresses of all servers, each of which answers whatever the others do. */
    public List<String> nodeUrls() {
        return nodes.stream().map(PayaraPart::url).toList();
    }

    /** Stops what was started, last first: nobody loses the part it depends on before it has ended. */
    public void stop() {
        threads.shutdownNow();
        List<Part> parts;
        synchronized (started) {
            parts = new ArrayList<>(started);
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).stop();
            } catch (RuntimeException e) {
                progress.say(parts.get(i).name() + " did not stop cleanly: " + e.getMessage());
            }
        }
    }

    private CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, threads);
    }

    private void start(Part part) {
        synchronized (started) {
            started.add(part);
        }
        long begun = System.nanoTime();
        part.start();
        progress.ready(part.name(), begun, part.detail());
    }

    /** Waits for all, but not longer than for the first failure. */
    private static void await(CompletableFuture<?> all) {
        try {
            all.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
