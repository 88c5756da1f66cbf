package com.in2peta.worker.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** All jobs of this process: takes them in, runs them in a fixed number of slots, keeps their results for a while. */
public final class Jobs implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());
    private static final String ID_SUFFIX = "-w1";
    private static final String SYNC_ID_PREFIX = "sync-";
    private static final int ID_BYTES = 16;
    private static final long SWEEP_MS = 500;

    private final Map<String, Model> models;
    private final JobLimits limits;
    private final Consumer<Job> onEnd;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();
    private final BlockingQueue<Job> queue;
    private final AtomicLong inputBytes = new AtomicLong();
    private final AtomicInteger busySlots = new AtomicInteger();
    private final List<Thread> slots = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timer;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private long keptBytes;

    private record Kept(Job job, int attempt, long bytes) {}

    private static final class Counts {
        private final AtomicLong completed = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final AtomicLong retried = new AtomicLong();
    }

    /** Starts the slots. {@code onEnd} is called once for each end of a job, from any thread, and must not block. */
    public Jobs(Map<String, Model> models, JobLimits limits, Consumer<Job> onEnd) {
        this.models = Map.copyOf(models);
        this.limits = limits;
        this.onEnd = onEnd;
        this.queue = new LinkedBlockingQueue<>(limits.queueLength());
        models.keySet().forEach(endpoint -> counts.put(endpoint, new Counts()));
        timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "job-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.scheduleWithFixedDelay(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
        for (int i = 1; i <= limits.slots(); i++) {
            Thread slot = daemon(this::runJobs, "slot-" + i);
            slots.add(slot);
            slot.start();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public boolean hasEndpoint(String endpoint) {
        return models.containsKey(endpoint);
    }

    /** Sets memory aside for an input before it is read; the caller gives it back, or to a job with {@link #submit}. */
    public void reserveInput(long bytes) throws Refused {
        if (!tryReserve(bytes)) {
            dropInputsOfEndedJobs();
            if (!tryReserve(bytes)) {
                throw new Refused(Refused.Reason.BUSY, "too much input is waiting; try again later");
            }
        }
    }

    private boolean tryReserve(long bytes) {
        long now = inputBytes.addAndGet(bytes);
        if (now > limits.inputBytes()) {
            inputBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    public void releaseInput(long bytes) {
        inputBytes.addAndGet(-bytes);
    }

    /** Queues a job whose input size was reserved; from here on the reservation is the job's. */
    public Job submit(JobRequest request) throws Refused {
        Job job = new Job(newId(request.sync()), request);
        jobs.put(job.id(), job);
        if (!queue.offer(job)) {
            jobs.remove(job.id());
            throw new Refused(Refused.Reason.BUSY, "the queue is full; try again later");
        }
        return job;
    }

    private String newId(boolean sync) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return (sync ? SYNC_ID_PREFIX : "") + HexFormat.of().formatHex(bytes) + ID_SUFFIX;
    }

    /** The job, unless it never existed at this endpoint or has expired. */
    public Optional<Job> find(String endpoint, String id) {
        Job job = jobs.get(id);
        if (job == null || !job.request().endpoint().equals(endpoint)) {
            return Optional.empty();
        }
        if (expired(job)) {
            drop(job);
            return Optional.empty();
        }
        return Optional.of(job);
    }

    /** Ends a waiting or running job; one that has ended already stays as it is. */
    public void cancel(Job job) {
        int attempt = job.attempt();
        if (queue.remove(job)) {
            LOG.log(System.Logger.Level.DEBUG, "job {0} left the queue", job.id());
        }
        end(job, attempt, JobStatus.CANCELLED, null, null);
    }

    /** Runs a failed job again under its old id. */
    public void retry(Job job) throws Refused {
        if (queue.remainingCapacity() == 0) {
            throw new Refused(Refused.Reason.BUSY, "the queue is full; try again later");
        }
        if (!job.requeue()) {
            throw new Refused(
                    Refused.Reason.NOT_POSSIBLE,
                    "only a FAILED or TIMED_OUT job whose input is still kept can be retried");
        }
        counts.get(job.request().endpoint()).retried.incrementAndGet();
        if (!queue.offer(job)) {
            end(job, job.attempt(), JobStatus.FAILED, null, "the queue was full");
        }
    }

    /** Cancels all waiting jobs of the endpoint; returns how many. */
    public int purge(String endpoint) {
        int purged = 0;
        for (Job job : List.copyOf(queue)) {
            if (job.request().endpoint().equals(endpoint) && queue.remove(job)) {
                end(job, job.attempt(), JobStatus.CANCELLED, null, null);
                purged++;
            }
        }
        return purged;
    }

    public Health health(String endpoint) {
        Counts count = counts.get(endpoint);
        int waiting = 0;
        int running = 0;
        for (Job job : jobs.values()) {
            if (job.request().endpoint().equals(endpoint)) {
                waiting += job.status() == JobStatus.IN_QUEUE ? 1 : 0;
                running += job.status() == JobStatus.IN_PROGRESS ? 1 : 0;
            }
        }
        int busy = busySlots.get();
        return new Health(
                count.completed.get(),
                count.failed.get(),
                running,
                waiting,
                count.retried.get(),
                limits.slots() - busy,
                busy);
    }

    private void runJobs() {
        try {
            while (true) {
                Job job = queue.take();
                busySlots.incrementAndGet();
                try {
                    job.start().ifPresent(attempt -> run(job, attempt));
                } finally {
                    busySlots.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Job job, int attempt) {
        Future<?> deadline = timer.schedule(
                () -> end(job, attempt, JobStatus.TIMED_OUT, null, "the job ran longer than its execution timeout"),
                job.request().executionTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            JsonNode input = job.input()
                    .orElseThrow(() -> new ModelFailure("the input was dropped to make room; send it again"));
            JsonNode output = models.get(job.request().endpoint()).run(input, job.context(attempt));
            end(job, attempt, JobStatus.COMPLETED, output, null);
        } catch (JobStopped e) {
            LOG.log(System.Logger.Level.DEBUG, "job {0} stopped", job.id());
        } catch (ModelFailure e) {
            end(job, attempt, JobStatus.FAILED, null, e.getMessage());
        } catch (OutOfMemoryError e) {
            end(job, attempt, JobStatus.FAILED, null, "the input needs more memory than this worker has");
        } catch (RuntimeException | LinkageError e) {
            // The class only: a message could repeat the input.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "job {0} failed in the model: {1}",
                    job.id(),
                    e.getClass().getName());
            end(job, attempt, JobStatus.FAILED, null, "the model could not process this input");
        } finally {
            deadline.cancel(false);
        }
    }

    private void end(Job job, int attempt, JobStatus as, JsonNode output, String error) {
        if (!job.end(attempt, as, output, error)) {
            return;
        }
        Counts count = counts.get(job.request().endpoint());
        if (as == JobStatus.COMPLETED) {
            count.completed.incrementAndGet();
        } else if (as.retryable()) {
            count.failed.incrementAndGet();
        }
        if (!as.retryable()) {
            forgetInput(job);
        }
        keep(job, attempt);
        LOG.log(
                System.Logger.Level.INFO,
                "job {0} of {1} {2}, delay {3} ms, execution {4} ms",
                job.id(),
                job.request().endpoint(),
                as,
                job.view().delayTimeMs().orElse(0),
                job.view().executionTimeMs().orElse(0));
        onEnd.accept(job);
    }

    private void forgetInput(Job job) {
        if (job.releaseInput()) {
            releaseInput(job.request().inputBytes());
        }
    }

    private void keep(Job job, int attempt) {
        long bytes = job.outputBytes();
        List<Job> surplus = new ArrayList<>();
        synchronized (kept) {
            kept.addLast(new Kept(job, attempt, bytes));
            keptBytes += bytes;
            while (kept.size() > limits.resultsKept() || (keptBytes > limits.outputBytes() && kept.size() > 1)) {
                Kept oldest = kept.removeFirst();
                keptBytes -= oldest.bytes();
                if (oldest.attempt() == oldest.job().attempt()) {
                    surplus.add(oldest.job());
                }
            }
        }
        surplus.forEach(this::drop);
    }

    private void dropInputsOfEndedJobs() {
        List<Kept> all;
        synchronized (kept) {
            all = List.copyOf(kept);
        }
        all.stream().map(Kept::job).filter(job -> job.status().terminal()).forEach(this::forgetInput);
    }

    private boolean expired(Job job) {
        Duration kept = job.request().sync() ? limits.syncResultAge() : limits.runResultAge();
        return job.age().compareTo(job.request().timeToLive()) >= 0
                || job.sinceEnd().compareTo(kept) >= 0;
    }

    /** Forgets a job whatever its state; a running one is stopped, as the protocol wants at the end of the ttl. */
    private void drop(Job job) {
        if (jobs.remove(job.id()) == null) {
            return;
        }
        queue.remove(job);
        job.end(job.attempt(), JobStatus.CANCELLED, null, null);
        forgetInput(job);
    }

    private void sweep() {
        for (Job job : jobs.values()) {
            if (expired(job)) {
                drop(job);
            }
        }
        synchronized (kept) {
            kept.removeIf(entry -> {
                boolean gone = !jobs.containsKey(entry.job().id());
                keptBytes -= gone ? entry.bytes() : 0;
                return gone;
            });
        }
    }

    /** Stops all slots; running jobs end without a result. */
    @Override
    public void close() {
        timer.shutdownNow();
        slots.forEach(Thread::interrupt);
        jobs.values().forEach(job -> job.end(job.attempt(), JobStatus.CANCELLED, null, null));
    }

    /** Counts of one endpoint since the start, and of the slots, which all endpoints share. */
    public record Health(
            long completed, long failed, int inProgress, int inQueue, long retried, int idleSlots, int busySlots) {}
}
