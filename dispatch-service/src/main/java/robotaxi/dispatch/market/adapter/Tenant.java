package robotaxi.dispatch.market.adapter;

/** Work that one instance at a time does, while it holds the lease of that name. */
interface Tenant {
    /** Name of the lease. */
    String market();

    /** The lease was taken: the work begins. */
    void begin(long epoch);

    /** The lease is lost, or is about to be given back: nothing new may begin. Does not wait. */
    void end();
}
