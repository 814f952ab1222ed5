-- What cars saw of a release that did not drive, summed by place. Which messages were counted is known to handled_event.
create table shadow_sum (
    candidate_release_id      text   not null,
    candidate_manifest_sha256 text   not null,
    active_release_id         text   not null,
    cell                      text   not null,
    moments                   bigint not null,
    average_errors            bigint[] not null,
    final_errors              bigint[] not null,
    average_error_sum_metres  float8 not null,
    final_error_sum_metres    float8 not null,
    acceleration_sum          float8 not null,
    curvature_sum             float8 not null,
    same_intent               bigint not null,
    same_reason               bigint not null,
    active_uncomfortable      bigint not null,
    candidate_uncomfortable   bigint not null,
    candidate_faults          bigint not null,
    first_at                  timestamptz not null,
    last_at                   timestamptz not null,
    primary key (candidate_release_id, candidate_manifest_sha256, active_release_id, cell)
);
