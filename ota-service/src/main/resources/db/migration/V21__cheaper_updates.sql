-- A device has no commands and no hold: an index that leaves out what is not there need not be written for its steps.
alter table vehicle_update
    drop constraint vehicle_update_install_command_id_key,
    drop constraint vehicle_update_reservation_id_key,
    drop constraint vehicle_update_activate_command_id_key;
create unique index vehicle_update_install_command on vehicle_update (install_command_id) where install_command_id is not null;
create unique index vehicle_update_reservation on vehicle_update (reservation_id) where reservation_id is not null;
create unique index vehicle_update_activate_command on vehicle_update (activate_command_id) where activate_command_id is not null;
