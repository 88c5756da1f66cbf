package com.in2peta.inference.webhook;

import com.in2peta.inference.domain.Delivery;
import com.in2peta.inference.persistence.WebhookDeliveryTable;
import com.in2peta.inference.persistence.WebhookDeliveryTable.Room;
import com.in2peta.inference.webhook.WebhookMessages.Message;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sends webhooks: claims what is due and gives it to threads that wait for receivers. A receiver has few of them at a time, an organization some, so
 * whoever is slow or many waits for himself.
 */
@ApplicationScoped
class WebhookDispatcher {

    /** Longer than an attempt takes, so that a message is sent again only after a crash. */
    private static final Duration LEASE = WebhookSender.TIMEOUT.multipliedBy(3);

    private static final int SENDERS = 64;
    private static final int OF_RECEIVER = 4;
    private static final int OF_ORGANIZATION = 16;
    private static final int UNASSIGNED = 100;
    private static final long LOOK_MILLIS = 250;
    /** After something was sent there may be more in its lane; looking pays once for all that ended meanwhile. */
    private static final long PAUSE_MILLIS = 5;

    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Logger LOG = System.getLogger(WebhookDispatcher.class.getName());

    @Resource
    ManagedThreadFactory threads;

    @Inject
    WebhookDeliveryTable table;

    @Inject
    WebhookMessages messages;

    @Inject
    WebhookUrls urls;

    @Inject
    WebhookSender sender;

    @Inject
    Clock clock;

    private final Semaphore room = new Semaphore(SENDERS);
    private final Semaphore news = new Semaphore(0);
    private final Map<UUID, Integer> receivers = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> organizations = new ConcurrentHashMap<>();
    private ThreadPoolExecutor senders;
    private Thread looker;
    private volatile boolean stopped;

    void start() {
        sender.start();
        // As many as the room. When the node stops, whoever has opened some sends them himself.
        senders = new ThreadPoolExecutor(
                SENDERS,
                SENDERS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                threads,
                (task, pool) -> task.run());
        senders.allowCoreThreadTimeOut(true);
        looker = threads.newThread(this::run);
        looker.start();
    }

    void stop() {
        stopped = true;
        looker.interrupt();
        senders.shutdown();
        try {
            senders.awaitTermination(WebhookSender.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.stop();
    }

    private void run() {
        while (!stopped) {
            try {
                if (messages.areReady()) {
                    look();
                }
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "{0} failed and is tried again: {1}",
                        "the look for webhooks",
                        FailureCode.of(e));
            }
            try {
                if (news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                return; // the server stops
            }
        }
    }

    private void look() {
        table.unassigned(clock.instant(), UNASSIGNED).forEach(this::assign);
        int claimed;
        do {
            int free = room.availablePermits();
            if (free == 0) {
                return; // whoever ends brings news
            }
            Instant now = clock.instant();
            List<Delivery> due = table.claim(
                    now,
                    now.plus(LEASE),
                    new Room(Map.copyOf(receivers), OF_RECEIVER),
                    new Room(Map.copyOf(organizations), OF_ORGANIZATION),
                    free);
            due.stream()
                    .collect(Collectors.groupingBy(Delivery::organizationId))
                    .forEach(this::send);
            claimed = due.size();
        } while (claimed > 0);
    }

    /** What cannot be read now, be it that the processing is restricted, waits; it keeps nothing else from its lane. */
    private void assign(UUID predictionId, UUID organizationId) {
        try {
            Optional<String> url = messages.url(organizationId, predictionId);
            if (url.isPresent()) {
                table.assign(organizationId, predictionId, urls.receiver(organizationId, url.get()));
            } else {
                table.giveUp(predictionId, WebhookSender.CONTENT_REMOVED);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.INFO, "prediction {0}: {1}", predictionId, FailureCode.of(e));
            table.postpone(predictionId, clock.instant().plus(LATER));
        }
    }

    private void send(UUID organizationId, List<Delivery> deliveries) {
        for (int begin = 0; begin < deliveries.size(); begin += WebhookMessages.OPEN) {
            List<Delivery> some = deliveries.subList(begin, Math.min(begin + WebhookMessages.OPEN, deliveries.size()));
            some.forEach(this::enter);
            senders.execute(() -> open(organizationId, some));
        }
    }

    /** What belongs to one organization is read together, and sent apart. */
    private void open(UUID organizationId, List<Delivery> deliveries) {
        Consumer<Delivery> step;
        try {
            Map<UUID, Message> opened = sender.messages(organizationId, deliveries);
            step = delivery -> sender.send(delivery, Optional.ofNullable(opened.get(delivery.predictionId())));
        } catch (RuntimeException e) {
            if (deliveries.size() > 1) { // one that cannot be read keeps none of the others
                deliveries.forEach(delivery -> senders.execute(() -> open(organizationId, List.of(delivery))));
                return;
            }
            step = delivery -> refuse(delivery, e);
        }
        Consumer<Delivery> next = step;
        deliveries.forEach(delivery -> senders.execute(() -> take(delivery, next)));
    }

    private void refuse(Delivery delivery, RuntimeException failure) {
        if (failure instanceof DomainException refusal && refusal.type() == ProblemType.PROCESSING_RESTRICTED) {
            sender.restricted(delivery);
        } else {
            throw failure;
        }
    }

    private void take(Delivery delivery, Consumer<Delivery> step) {
        try {
            step.accept(delivery);
        } catch (RuntimeException e) {
            // The lease ends, and it is tried again.
            LOG.log(Level.WARNING, "delivery {0}: {1}", delivery.id(), FailureCode.of(e));
        } finally {
            leave(delivery);
        }
    }

    private void enter(Delivery delivery) {
        room.acquireUninterruptibly(); // there is room: nobody else takes it
        receivers.merge(delivery.receiver(), 1, Integer::sum);
        organizations.merge(delivery.organizationId(), 1, Integer::sum);
    }

    private void leave(Delivery delivery) {
        less(organizations, delivery.organizationId());
        less(receivers, delivery.receiver());
        room.release();
        news.release();
    }

    private static void less(Map<UUID, Integer> counts, UUID key) {
        counts.computeIfPresent(key, (id, count) -> count == 1 ? null : count - 1);
    }
}
