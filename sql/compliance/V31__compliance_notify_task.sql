-- Telling somebody is a task of a request too.
alter table compliance.request_task drop constraint request_task_action_check;
alter table compliance.request_task add constraint request_task_action_check check (action in ('delete', 'forget', 'keep', 'processor', 'shred',
    'scan', 'freeze', 'settle', 'export', 'notify'));
